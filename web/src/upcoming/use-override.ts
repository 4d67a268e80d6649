/** Yes, no, or back to my rules, for one meeting or its series: shown at once, taken back with Undo. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { Meeting, Upcoming } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'

export type Scope = 'event' | 'series'
type Word = boolean | null
type Change = { meeting: Meeting; scope: Scope; word: Word; isUndo?: boolean }

export function useOverride() {
  const queries = useQueryClient()
  const show = (meeting: Meeting) =>
    queries.setQueryData<Upcoming>(['upcoming'], (old) => old && withMeeting(old, meeting))
  const { mutate } = useMutation({
    mutationFn: ({ meeting: { eventId }, scope, word }: Change) =>
      word === null
        ? api('DELETE /v1/upcoming/{eventId}/override', { params: { eventId }, query: { scope } })
        : api('PUT /v1/upcoming/{eventId}/override', {
            params: { eventId },
            body: { autoJoin: word, scope },
          }),
    onMutate: async ({ meeting, scope, word }) => {
      await queries.cancelQueries({ queryKey: ['upcoming'], exact: true })
      const said = { ...meeting.said, [scope]: word }
      show({ ...meeting, said, wants: said.event ?? said.series ?? meeting.wants })
    },
    onSuccess: (decided, { meeting, scope, isUndo }) => {
      show(decided)
      if (isUndo) return
      const undo = () => mutate({ meeting: decided, scope, word: meeting.said[scope], isUndo: true })
      say(answerTo(decided, scope), undo)
    },
    onError: (error, { meeting }) => {
      show(meeting)
      sayTrouble(error)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['upcoming'] }),
  })
  return (meeting: Meeting, scope: Scope, word: Word) => mutate({ meeting, scope, word })
}

function answerTo({ title, wants, said }: Meeting, scope: Scope): string {
  if (scope === 'event') return wants ? `Will join “${title}”.` : `Will not join “${title}”.`
  if (said.series === null) return `The series “${title}” is left to your rules.`
  return said.series ? `Will join every “${title}”.` : `Will not join any “${title}”.`
}

const withMeeting = (old: Upcoming, meeting: Meeting): Upcoming => ({
  ...old,
  meetings: old.meetings.map((known) => (known.eventId === meeting.eventId ? meeting : known)),
})
