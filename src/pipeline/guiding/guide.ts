/**
 * What rules see in a meeting while it runs: hints for its owner, each with the line it rests on, and what has
 * happened. Pure, and the same for the same lines, so that looking again adds nothing twice.
 */
import { decisionsIn } from '#pipeline/extractive/decisions.ts'
import { dueIn } from '#pipeline/extractive/due.ts'
import { sentencesOf, splitSentences } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint } from '#pipeline/types.ts'

export type LiveLine = {
  id: string
  speaker: string
  text: string
  start: number
  end: number
  isOwner: boolean
}
export type Hint = {
  type: 'ask' | 'clarify' | 'avoid' | 'suggest' | 'warn'
  /** Names the occasion: the same one is never hinted at twice. */
  key: string
  text: string
  lineIds: string[]
}
export type Happening = {
  type: 'milestone' | 'decision' | 'topic_shift' | 'action_item' | 'question' | 'agreement'
  title: string
  lineId: string
  at: number
}
export type Seen = { hints: Hint[]; happenings: Happening[] }

/** A question that nobody takes up for so long is open. */
const ANSWER_WITHIN_SECONDS = 20
/** Talk time is judged over this stretch, and not before so much of it was spoken. */
const BALANCE_SECONDS = 300
const ENOUGH_SECONDS = 120
const TOO_MUCH = 0.7
const LONGEST_TITLE = 140

type About = {
  /** Points that were meant to be spoken of. */
  agenda?: readonly string[]
  /** How much of the planned time has passed, if known. */
  share?: number | null
  /** All that was said, where the lines are only the newest. */
  heard?: string
  /** The lines begin with the meeting. */
  isWhole?: boolean
}

export function guide(
  lines: readonly LiveLine[],
  { agenda = [], share = null, heard, isWhole = true }: About = {},
): Seen {
  return {
    hints: [
      ...unanswered(lines),
      ...promises(lines),
      ...balance(lines),
      ...untouched(lines, agenda, share, heard),
      ...signals(lines),
    ],
    happenings: happenings(lines, isWhole),
  }
}

const asks = (text: string) => /[?？؟]\s*$/.test(text)

/** Asked, and nobody else has spoken since for twenty seconds of talk. */
function unanswered(lines: readonly LiveLine[]): Hint[] {
  const newest = lines.at(-1)?.end ?? 0
  return lines.flatMap((line, at) => {
    if (!asks(line.text) || newest - line.end < ANSWER_WITHIN_SECONDS) return []
    const isTakenUp = lines
      .slice(at + 1)
      .some(({ speaker, start }) => speaker !== line.speaker && start - line.end < ANSWER_WITHIN_SECONDS)
    if (isTakenUp) return []
    const text = `Nobody has answered ${line.speaker}: “${short(lastSentence(line.text))}”`
    return [{ type: 'ask' as const, key: `unanswered:${line.id}`, text, lineIds: [line.id] }]
  })
}

/** Something was promised, without a day, and without one in the next three lines. */
function promises(lines: readonly LiveLine[]): Hint[] {
  return actionsOf(lines).flatMap(({ line, at, text }) => {
    const around = lines.slice(at, at + 4).map(({ text }) => text)
    if (around.some((said) => dueIn(said) !== null)) return []
    const hint = `${line.speaker} took something on: “${short(text)}”. Until when?`
    return [{ type: 'clarify' as const, key: `promise:${line.id}`, text: hint, lineIds: [line.id] }]
  })
}

/** The owner speaks most of the time, and somebody else is there. */
function balance(lines: readonly LiveLine[]): Hint[] {
  const last = lines.at(-1)
  if (!last) return []
  const recent = lines.filter(({ end }) => end > last.end - BALANCE_SECONDS)
  const seconds = (list: readonly LiveLine[]) => list.reduce((all, { start, end }) => all + end - start, 0)
  const [mine, all] = [seconds(recent.filter(({ isOwner }) => isOwner)), seconds(recent)]
  const speakers = new Set(lines.map(({ speaker }) => speaker))
  const newest = recent.findLast(({ isOwner }) => isOwner)
  if (!newest || speakers.size < 2 || all < ENOUGH_SECONDS || mine / all <= TOO_MUCH) return []
  const text = `You have spoken ${Math.round((mine / all) * 100)} % of the last five minutes.`
  const stretch = Math.floor(last.end / BALANCE_SECONDS)
  return [{ type: 'avoid', key: `balance:${stretch}`, text, lineIds: [newest.id] }]
}

/** When so much of the time has passed, what was not named yet is brought up. */
export const AGENDA_FROM = 0.75

function untouched(
  lines: readonly LiveLine[],
  agenda: readonly string[],
  share: number | null,
  heard = lines.map(({ text }) => text).join(' '),
): Hint[] {
  const last = lines.at(-1)
  if (!last || share === null || share < AGENDA_FROM) return []
  const said = heard.toLowerCase()
  const weighty = (point: string) => point.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []
  return agenda
    .filter((point) => weighty(point).length > 0 && !weighty(point).some((word) => said.includes(word)))
    .map((point) => ({
      ...{ type: 'suggest' as const, key: `agenda:${point}`, lineIds: [last.id] },
      text: `Not spoken of yet: ${short(point)}`,
    }))
}

const SIGNALS = [
  ['worry', /\b(?:worried|concerned|not happy|unhappy|frustrated|disappointed)\b/i, 'sounds worried'],
  ['price', /\b(?:too expensive|over budget|out of budget|cheaper|discount)\b/i, 'speaks of the price'],
  [
    'leaving',
    /\b(?:cancel (?:the|our)|churn|switch(?:ing)? to|competitor|other vendors?)\b/i,
    'may look elsewhere',
  ],
  [
    'block',
    /\b(?:blocked|blocker|showstopper|cannot ship|can't ship|legal (?:issue|problem))\b/i,
    'names an obstacle',
  ],
] as const

/** Words after which one should listen; once per kind and speaker. */
function signals(lines: readonly LiveLine[]): Hint[] {
  const heard = lines.flatMap((line) =>
    SIGNALS.filter(([, pattern]) => !line.isOwner && pattern.test(line.text)).map(([kind, , words]) => ({
      ...{ type: 'warn' as const, key: `${kind}:${line.speaker}`, lineIds: [line.id] },
      text: `${line.speaker} ${words}: “${short(line.text)}”`,
    })),
  )
  return [...new Map(heard.toReversed().map((hint) => [hint.key, hint])).values()].reverse()
}

const SHIFT =
  /\b(?:next (?:item|topic|point)|moving on|let's move on|let's talk about|on to the next|another topic)\b/i
const AGREED = /^(?:agreed|i agree|sounds good|yes,? let's|fine by me|works for me|absolutely)\b/i
const MILESTONE_SECONDS = 900

function happenings(lines: readonly LiveLine[], isWhole: boolean): Happening[] {
  const of = (type: Happening['type'], line: LiveLine, title: string): Happening => ({
    ...{ type, title: short(title), lineId: line.id, at: line.start },
  })
  const said = lines.flatMap((line, at): Happening[] => [
    ...(at === 0 && isWhole ? [of('milestone', line, 'The first words')] : []),
    ...(passes(lines[at - 1], line)
      ? [of('milestone', line, `${Math.floor(line.start / MILESTONE_SECONDS) * 15} minutes`)]
      : []),
    ...(SHIFT.test(line.text) ? [of('topic_shift', line, line.text)] : []),
    ...(AGREED.test(line.text) ? [of('agreement', line, `${line.speaker}: ${line.text}`)] : []),
    ...(asks(line.text) ? [of('question', line, lastSentence(line.text))] : []),
  ])
  const decided = numbered(lines, decisionsIn(sentences(lines)))
  const promised = actionsOf(lines)
  return [
    ...said,
    ...decided.map(({ line, text }) => of('decision', line, text)),
    ...promised.map(({ line, text }) => of('action_item', line, text)),
  ].toSorted((a, b) => a.at - b.at)
}

const passes = (before: LiveLine | undefined, line: LiveLine) =>
  before !== undefined &&
  Math.floor(line.start / MILESTONE_SECONDS) > Math.floor(before.start / MILESTONE_SECONDS)

const sentences = (lines: readonly LiveLine[]) =>
  sentencesOf(lines.map(({ id, speaker, text }, at) => ({ number: at + 1, id, speaker, text })))

/** The summarizer weighs a whole meeting; while it runs, somebody's "I will" is enough. */
const PROMISE =
  /\b(?:I['’]ll|I will|I can(?!['’]t|not)|leave (?:it|that) to me)\b(?! (?:be|just|have|say|see|never)\b)/i

const actionsOf = (lines: readonly LiveLine[]) =>
  lines.flatMap((line, at) => {
    const text = splitSentences(line.text).find((sentence) => PROMISE.test(sentence) && !asks(sentence))
    return text ? [{ line, at, text }] : []
  })

const numbered = (lines: readonly LiveLine[], points: readonly DraftPoint[]) =>
  points.flatMap(({ text, evidence: [number = 0] }) => {
    const line = lines[number - 1]
    return line ? [{ line, at: number - 1, text }] : []
  })

const lastSentence = (text: string) => text.match(/[^.!?？؟]*[?？؟]+\s*$/)?.[0].trim() ?? text
const short = (text: string) =>
  [...text].length > LONGEST_TITLE
    ? `${[...text]
        .slice(0, LONGEST_TITLE - 1)
        .join('')
        .trimEnd()}…`
    : text
