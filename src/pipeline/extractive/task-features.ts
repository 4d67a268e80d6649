/**
 * What speaks for a sentence being a task: signs in it, where it stands, who says it, what comes after; and the signs
 * of the sentences around it, because tasks are agreed on where work is spoken of. All between 0 and about 1.
 */
import { dueIn } from '#pipeline/extractive/due.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Taken, takenOn } from '#pipeline/extractive/taken-on.ts'
import {
  AGENDA,
  CHANNEL,
  CLOSING,
  NOT_A_TASK,
  OPINION,
  SOON,
  THING,
  WANTED,
  WORK,
} from '#pipeline/extractive/task-signs.ts'

export type Signs = Record<string, number>
export type Featured = {
  sentence: Sentence
  taken: Taken | null
  /** What it says itself. */
  own: Signs
  /** The mean of the same signs around it. */
  near: Signs
}

/** About a minute of talk to either side. */
const AROUND = 8
const BEFORE = 4
const AFTER = 4
const LATENESS = 1.5
const LAST_PART = 0.95
const SHORT_WORDS = 6
const LONG_WORDS = 25

export function featuresOf(sentences: readonly Sentence[], people: readonly string[]): Featured[] {
  const spoken = shareOfTurns(sentences)
  const all = sentences.map((sentence) => {
    const taken = takenOn(sentence, sentences, people)
    const signs = {
      ...signsIn(sentence, taken, sentences),
      speaksMuch: spoken.get(sentence.line.speaker) ?? 0,
    }
    return { sentence, taken, own: signs }
  })
  const around = meansAround(all.map(({ own }) => own))
  return all.map((one, index) => ({ ...one, near: around[index] ?? {} }))
}

function signsIn(sentence: Sentence, taken: Taken | null, all: readonly Sentence[]): Signs {
  const { text, index, line, wordCount } = sentence
  const before = all.slice(Math.max(0, index - BEFORE), index + 1)
  const after = all.slice(index + 1, index + 1 + AFTER)
  const place = index / all.length
  const has = (sign: boolean) => (sign ? 1 : 0)
  const is = (...signs: Taken['sign'][]) => has(taken !== null && signs.includes(taken.sign))
  return {
    committed: is('committed'),
    mine: is('mine'),
    tried: is('tried'),
    given: is('given', 'accepted'),
    accepted: is('accepted'),
    askedOfAll: is('askedOfAll'),
    next: is('next'),
    ours: is('ours'),
    due: has(dueIn(text) !== null),
    agenda: has(before.some((one) => AGENDA.test(one.text))),
    thing: has(THING.test(text)),
    channel: has(CHANNEL.test(text)),
    opinion: has(OPINION.test(text)),
    soon: has(SOON.test(text)),
    work: has(WORK.test(text)),
    wanted: has(WANTED.test(text)),
    late: place ** LATENESS,
    lastPart: has(place > LAST_PART),
    closes: has(after.some((one) => one.wordCount < SHORT_WORDS && CLOSING.test(one.text))),
    answered: has(after.some((one) => one.line.speaker !== line.speaker)),
    question: has(text.endsWith('?')),
    noTask: has(NOT_A_TASK.test(text)),
    long: Math.min(1, wordCount / LONG_WORDS),
  }
}

/** Who leads the meeting has the most turns: 1 for them. */
function shareOfTurns(sentences: readonly Sentence[]): Map<string, number> {
  const turns = new Map<string, number>()
  for (const { line } of sentences) turns.set(line.speaker, (turns.get(line.speaker) ?? 0) + 1)
  const most = Math.max(1, ...turns.values())
  return new Map([...turns].map(([speaker, count]) => [speaker, count / most]))
}

/** By running sums: the time does not grow with the width. */
function meansAround(all: readonly Signs[]): Signs[] {
  const names = Object.keys(all[0] ?? {})
  const sums = names.map((name) => {
    const running = [0]
    for (const signs of all) running.push((running.at(-1) ?? 0) + (signs[name] ?? 0))
    return running
  })
  return all.map((own, index) => {
    const [from, to] = [Math.max(0, index - AROUND), Math.min(all.length, index + AROUND + 1)]
    const mean = (name: string, at: number) =>
      ((sums[at]?.[to] ?? 0) - (sums[at]?.[from] ?? 0) - (own[name] ?? 0)) / AROUND
    return Object.fromEntries(names.map((name, at) => [name, mean(name, at)]))
  })
}
