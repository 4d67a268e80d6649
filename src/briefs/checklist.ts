/** A checklist to prepare a meeting: proposed from what is known, ticked and added to by each person for themselves. */
import { createHash } from 'node:crypto'
import type { CarriedOver } from '#briefs/carry-over.ts'
import type { ChecklistItem } from '#briefs/types.ts'
import type { Agenda } from '#pipeline/text/agenda.ts'

const MOST = 15
const KEY_CHARS = 16

type Known = Pick<CarriedOver, 'tasks' | 'questions'> & {
  agenda: Agenda
  documents: readonly { id: string; name: string; status: string }[]
}
export type Kept = { itemKey: string; text: string; status: 'open' | 'done'; isManual: boolean }

/** What the person wrote comes last; ticks on what is not proposed any more are left out. */
export function checklistOf(known: Known, kept: readonly Kept[]): ChecklistItem[] {
  const done = new Set(kept.filter(({ status }) => status === 'done').map(({ itemKey }) => itemKey))
  const own = kept.filter(({ isManual }) => isManual)
  return [
    ...proposed(known).slice(0, MOST),
    ...own.map(({ itemKey, text }) => ({ key: itemKey, text, because: null })),
  ].map((item) => ({ ...item, isDone: done.has(item.key) }))
}

const proposed = ({ tasks, questions, documents, agenda }: Known): Omit<ChecklistItem, 'isDone'>[] => [
  ...tasks
    .filter(({ isMine }) => isMine)
    .map(({ pointId, text, meeting }) => ({
      ...{ key: `task:${pointId}`, text: `Done? ${text}` },
      because: `You took it on in “${meeting}”`,
    })),
  ...agenda.items.map((item) => ({
    ...{ key: `agenda:${digest(item)}`, text: `Be ready for: ${item}` },
    because: 'On the agenda of the invitation',
  })),
  ...documents
    .filter(({ status }) => status === 'complete')
    .map(({ id, name }) => ({
      ...{ key: `document:${id}`, text: `Read ${name}` },
      because: 'Brought to this meeting',
    })),
  ...questions.map(({ pointId, text, meeting }) => ({
    ...{ key: `question:${pointId}`, text: `Ask again: ${text}` },
    because: `Left open in “${meeting}”`,
  })),
]

/** The same words are the same item, wherever they stand in the invitation. */
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, KEY_CHARS)
