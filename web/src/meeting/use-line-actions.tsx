/** The current line of a transcript, and what keys and menus do with it. */
import { useEffect, useState } from 'react'
import type { Line } from '../live-lines.ts'
import { onKey } from '../parts/Keys.tsx'
import { later } from '../parts/later.tsx'
import type { Session } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { LINE_KEYS, type LineAction, neighbour } from './line-actions.ts'
import type { Playback } from './player/playback.ts'
import { lineAt } from './player/words.ts'
import { useRecord } from './use-record.ts'

const SpeakerDialog = later(async () => (await import('./SpeakerDialog.tsx')).SpeakerDialog)

type Props = {
  session: Session
  playback: Playback
  /** The line that was pointed to last. */
  shown: string | undefined
  onShow: (lineIds: string[]) => void
  onComment: (line: Line, at?: number) => void
}
const OWNERS: readonly LineAction[] = ['edit', 'speaker', 'redact']

export function useLineActions({ session, playback, shown, onShow, onComment }: Props) {
  const { change } = useRecord(session.id)
  const [editing, edit] = useState<string>()
  const [naming, name] = useState<Line>()
  const { lines, canManage } = session

  const act = (action: LineAction, line: Line, at?: number) => {
    if (OWNERS.includes(action) && !canManage) return say('Only the owner of the meeting may do this.')
    if (action === 'edit' && !line.isRedacted && line.isFinal) edit(line.id)
    if (action === 'speaker') name(line)
    if (action === 'redact') change.mutate({ do: 'redact', lineIds: [line.id] })
    if (action === 'comment') onComment(line, at)
    if (action === 'copy') void copyLink(at === undefined ? `line-${line.id}` : `at-${Math.floor(at)}`)
  }
  useEffect(() =>
    onKey((key, _, event) => {
      const at = playback.position ?? undefined
      const current = at === undefined ? lines.find(({ id }) => id === shown) : lineAt(lines, at)
      if (key === '.' || key === ',') {
        const ids = lines.map(({ id }) => id)
        const next = neighbour(ids, current?.id, key === '.' ? 1 : -1)
        if (next) onShow([next])
      }
      const action = LINE_KEYS[key]
      if (!action || !current) return
      event.preventDefault()
      act(action, current, at)
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
    act: (action: LineAction, line: Line) => act(action, line),
    dialog,
    editing,
    stopEditing: () => edit(undefined),
    correct: (lineId: string, text: string) => change.mutate({ do: 'correct', lineId, text }),
  }
}

const namesOf = ({ people, lines }: Session) => [
  ...new Set([...people.flatMap(({ name }) => name ?? []), ...lines.map(({ speaker }) => speaker)]),
]

const copyLink = (hash: string) =>
  navigator.clipboard
    .writeText(`${location.origin}${location.pathname}#${hash}`)
    .then(() => say('The link to this moment was copied.'), sayTrouble)
