/**
 * A transcript as people read it: what one person says without a break stands together, and between the turns who came,
 * who left, and what was written in the chat. Pure.
 */
import type { Answer } from './api.ts'
import type { Line } from './live-lines.ts'

export type CallEvent = Answer<'GET /v1/sessions/{id}/people'>['events'][number]
export type Turn = { key: string; speaker: string; lines: Line[] }
/** People who came, or left, one after the other; or one message. */
export type Happening = {
  key: string
  type: CallEvent['type']
  at: number
  names: string[]
  text: string | null
}
export type Story = (Turn | Happening)[]

/** People who come within this time come together. */
const TOGETHER_SECONDS = 20

export const isTurn = (item: Turn | Happening): item is Turn => 'lines' in item

/** Both lists in the order of their time. An event stands before the first line that began after it. */
export function storyOf(lines: readonly Line[], events: readonly CallEvent[] = []): Story {
  const story: Story = []
  let next = 0
  const tellUntil = (at: number) => {
    for (let event = events[next]; event && event.atSeconds < at; event = events[++next]) tell(story, event)
  }
  for (const line of lines) {
    tellUntil(line.start)
    const last = story.at(-1)
    if (last && isTurn(last) && last.speaker === line.speaker) last.lines.push(line)
    else story.push({ key: line.id, speaker: line.speaker, lines: [line] })
  }
  tellUntil(Number.POSITIVE_INFINITY)
  return story
}

function tell(story: Story, { id, type, name, text, atSeconds }: CallEvent): void {
  const last = story.at(-1)
  const isTogether =
    last &&
    !isTurn(last) &&
    type !== 'chat_message' &&
    last.type === type &&
    atSeconds - last.at < TOGETHER_SECONDS
  if (!isTogether) story.push({ key: id, type, at: atSeconds, names: [name], text })
  else if (!last.names.includes(name)) last.names.push(name)
}

/** "Maya joined", "Maya, Jonas and 3 others left". */
export function sentenceOf({ type, names }: Pick<Happening, 'type' | 'names'>): string {
  const did = type === 'join' ? 'joined' : 'left'
  const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names
  const others = names.length - shown.length
  const all = others > 0 ? [...shown, `${others} others`] : shown
  return `${new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(all)} ${did}`
}
const MOST_NAMES = 3
