/** Yes, no, or back to my rules, for one meeting: shown at once, taken back with Undo. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from './api.ts'
import type { Meeting, Upcoming } from './queries.ts'
import { say, sayTrouble } from './toasts.ts'

type Change = { meeting: Meeting; autoJoin: boolean | null; isUndo?: boolean }

export function useOverride() {
  const queries = useQueryClient()
  const show = (meeting: Meeting) =>
    queries.setQueryData<Upcoming>(['upcoming'], (old) => old && withMeeting(old, meeting))
  const { mutate } = useMutation({
    mutationFn: ({ meeting, autoJoin }: Change) =>
      api('PUT /v1/upcoming/{eventId}/override', {
        params: { eventId: meeting.eventId },
        body: { autoJoin },
      }),
    onMutate: async ({ meeting, autoJoin }) => {
      await queries.cancelQueries({ queryKey: ['upcoming'], exact: true })
      show({ ...meeting, override: autoJoin, wants: autoJoin ?? meeting.wants })
    },
    onSuccess: (decided, { meeting, isUndo }) => {
      show(decided)
      if (isUndo) return
      const undo = () => mutate({ meeting: decided, autoJoin: meeting.override, isUndo: true })
      say(decided.wants ? `Will join “${decided.title}”.` : `Will not join “${decided.title}”.`, undo)
    },
    onError: (error, { meeting }) => {
      show(meeting)
      sayTrouble(error)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['upcoming'] }),
  })
  return (meeting: Meeting, autoJoin: boolean | null) => mutate({ meeting, autoJoin })
}

const withMeeting = (old: Upcoming, meeting: Meeting): Upcoming => ({
  ...old,
  meetings: old.meetings.map((known) => (known.eventId === meeting.eventId ? meeting : known)),
})
