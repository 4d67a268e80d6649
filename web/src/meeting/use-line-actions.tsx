/** The current line of a transcript, and what keys and menus do with it. */
import { useEffect, useState } from 'react'
import type { Line } from '../live-lines.ts'
import { onKey } from '../parts/Keys.tsx'
import type { Session } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { LINE_KEYS, type LineAction, neighbour } from './line-actions.ts'
import { SpeakerDialog } from './SpeakerDialog.tsx'
import { useRecord } from './use-record.ts'

type Props = {
  session: Session
  current: string | undefined
  onShow: (lineIds: string[]) => void
  onComment: (line: Line) => void
}
const OWNERS: readonly LineAction[] = ['edit', 'speaker', 'redact']

export function useLineActions({ session, current, onShow, onComment }: Props) {
  const { change } = useRecord(session.id)
  const [editing, edit] = useState<string>()
  const [naming, name] = useState<Line>()
  const { lines, canManage } = session

  const act = (action: LineAction, line: Line) => {
    if (OWNERS.includes(action) && !canManage) return say('Only the owner of the meeting may do this.')
    if (action === 'edit' && !line.isRedacted && line.isFinal) edit(line.id)
    if (action === 'speaker') name(line)
    if (action === 'redact') change.mutate({ do: 'redact', lineIds: [line.id] })
    if (action === 'comment') onComment(line)
    if (action === 'copy') void copyLink(line.id)
  }
  useEffect(() =>
    onKey((key, _, event) => {
      if (key === '.' || key === ',') {
        const next = neighbour(
          lines.map(({ id }) => id),
          current,
          key === '.' ? 1 : -1,
        )
        if (next) onShow([next])
      }
      const action = LINE_KEYS[key]
      const line = lines.find(({ id }) => id === current)
      if (!action || !line) return
      event.preventDefault()
      act(action, line)
    }),
  )
  const dialog = naming && (
    <SpeakerDialog
      line={naming}
      lines={lines}
      names={namesOf(session)}
      onSave={(speaker) => change.mutate({ do: 'rename', lineId: naming.id, speaker })}
      onClose={() => name(undefined)}
    />
  )
  return {
    act,
    dialog,
    editing,
    stopEditing: () => edit(undefined),
    correct: (lineId: string, text: string) => change.mutate({ do: 'correct', lineId, text }),
  }
}

const namesOf = ({ people, lines }: Session) => [
  ...new Set([...people.flatMap(({ name }) => name ?? []), ...lines.map(({ speaker }) => speaker)]),
]

const copyLink = (lineId: string) =>
  navigator.clipboard
    .writeText(`${location.origin}${location.pathname}#line-${lineId}`)
    .then(() => say('The link to this moment was copied.'), sayTrouble)
