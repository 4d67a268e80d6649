/**
 * Whether what a model noted was said. No model is asked: each point must cite lines that exist and quote words that
 * stand there; every figure, name and link in it must occur in those lines, one line around them, or (names) among
 * the people; an owner must have been there. What does not hold is dropped and counted, never shown.
 */

import { linksIn, standsIn } from '#pipeline/summarizing/quoted.ts'
import { figuresIn, numbersSaid } from '#pipeline/text/numbers.ts'
import { personNamed } from '#pipeline/text/person-named.ts'
import { hasWeight, stem, wordsOf } from '#pipeline/text/words.ts'
import type { DraftAction, DraftPoint, Meeting, Notes, NumberedLine } from '#pipeline/types.ts'

export type Verified = { notes: Notes; dropped: { text: string; because: string }[] }

/** Lines before and after a cited one that count as its context. */
const AROUND = 1

export function verifyPoints(notes: Notes, meeting: Meeting): Verified {
  const dropped: Verified['dropped'] = []
  const known = namesKnown(meeting)
  const holding = <P extends DraftPoint>(points: readonly P[]): P[] =>
    points.flatMap((point) => {
      const evidence = cited(point, meeting.lines)
      const because = objection({ ...point, evidence }, meeting, known)
      if (because) dropped.push({ text: point.text, because })
      return because ? [] : [{ ...point, evidence }]
    })
  const verified: Notes = {
    title: holdingTitle(notes.title, meeting, known),
    tldr: holding(notes.tldr),
    decisions: holding(notes.decisions),
    actionItems: holding(notes.actionItems).flatMap((action) => owned(action, meeting, dropped)),
    followUpQuestions: holding(notes.followUpQuestions),
    highlights: holding(notes.highlights),
    topics: notes.topics.flatMap(({ title, points }) => {
      const held = holding(points)
      return held.length > 0 ? [{ title, points: held }] : []
    }),
  }
  return { notes: verified, dropped }
}

/** The cited numbers that exist, each once. */
const cited = ({ evidence }: DraftPoint, lines: readonly NumberedLine[]) =>
  [...new Set(evidence)].filter((number) => lines[number - 1] !== undefined).toSorted((a, b) => a - b)

function objection({ text, evidence, quote }: DraftPoint, meeting: Meeting, known: Known): string | null {
  if (text.trim() === '') return 'it says nothing'
  if (evidence.length === 0) return 'no line that it cites exists'
  const spoken = around(evidence, meeting.lines)
  if (quote !== undefined && !standsIn(quote, spoken)) return 'the words that it quotes do not stand there'
  const link = linksIn(text).find((one) => !spoken.toLowerCase().includes(one))
  if (link) return `nobody said ${link} there`
  return unsaid(text, spoken, meeting, known)
}

/** The title rests on the whole meeting; one with a name, figure or link that is nowhere in it is left out. */
function holdingTitle(title: string | null, meeting: Meeting, known: Known): string | null {
  if (title === null || linksIn(title).length > 0) return null
  const spoken = meeting.lines.map(({ text }) => text).join('\n')
  return unsaid(title, spoken, meeting, known) === null ? title : null
}

function unsaid(text: string, spoken: string, meeting: Meeting, known: Known): string | null {
  const said = numbersSaid(spoken)
  const figure = figuresIn(text).find((one) => !said.has(one) && !said.has(String(Number(one))))
  if (figure) return `nobody said ${figure} there`
  const words = vocabulary(`${spoken} ${meeting.people.join(' ')} ${meeting.title}`)
  const name = namesIn(text, known).find((one) => !isSaid(one, words))
  return name ? `nobody said ${name} there` : null
}

const around = (evidence: readonly number[], lines: readonly NumberedLine[]) =>
  evidence
    .flatMap((number) => lines.slice(Math.max(0, number - 1 - AROUND), number + AROUND))
    .map(({ speaker, text }) => `${speaker}: ${text}`)
    .join('\n')

const vocabulary = (text: string) => {
  const words = wordsOf(text).flatMap((word) => [word, ...word.split(/[.,']/)])
  return new Set([...words, ...words.map(stem), ...words.map(singular)])
}
const singular = (word: string) => word.replace(/s$/, '')
const isSaid = (name: string, words: Set<string>) =>
  words.has(name) || words.has(singular(name)) || words.has(stem(name))

type Known = Set<string>
/** Words that stand with a capital inside a sentence of this meeting, and everybody's names. */
function namesKnown({ lines, people, title }: Meeting): Known {
  const inside = lines.flatMap(({ text }) =>
    [...text.matchAll(/(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}\p{N}]+/gu)].map(String),
  )
  return new Set([...inside, ...people, title].flatMap((text) => wordsOf(text)).filter(hasWeight))
}

/** Somebody's doing: a capital at the start of a sentence followed by one of these is taken for a name. */
const ACTS =
  /^\s+(?:will|shall|should|must|has|had|is|was|agreed|asked|said|decided|wants|needs|to|and|owns|takes)\b/
const GENERIC = new Set(
  (
    'everyone everybody nobody somebody someone anyone team participants members group speakers attendees people ' +
    'customers users discussion meeting work nothing everything launch release next action decision question each ' +
    'both all most several many others another it this that they we'
  ).split(' '),
)

/** Capitalised words inside sentences; at the start of one only where it is known to be, or acts like, a name. */
function namesIn(text: string, known: Known): string[] {
  return [...text.matchAll(/\p{Lu}[\p{L}\p{N}]*(?:['’]\p{L}+)?/gu)].flatMap(({ 0: match, index }) => {
    const [word = ''] = wordsOf(match)
    const before = text.slice(0, index)
    if (/[\p{L}\p{N}]$/u.test(before) || word.length < 2 || /^i'/.test(word)) return []
    if (!/(?:^|[.!?:;…"“(–-])\s*["“']?$/.test(before)) return hasWeight(word) ? [word] : []
    const acts = ACTS.test(text.slice(index + match.length)) && hasWeight(word) && !GENERIC.has(word)
    return known.has(word) || acts ? [word] : []
  })
}

/** The owner by the name that the meeting knows; the day only if it was spoken there. */
function owned(action: DraftAction, { people, lines }: Meeting, dropped: Verified['dropped']): DraftAction[] {
  const owner = action.owner === null ? null : personNamed(action.owner, people)
  if (action.owner !== null && owner === null) {
    dropped.push({ text: action.text, because: `${action.owner} was not there` })
    return []
  }
  return [{ ...action, owner, due: isSpoken(action.due, around(action.evidence, lines)) ? action.due : null }]
}

function isSpoken(due: string | null, spoken: string): boolean {
  if (due === null) return false
  const said = vocabulary(spoken)
  const numbers = numbersSaid(spoken)
  return (
    wordsOf(due).every((word) => /^\d/.test(word) || !hasWeight(word) || isSaid(word, said)) &&
    figuresIn(due).every((figure) => numbers.has(figure))
  )
}
