/**
 * Tasks that were taken on, given, or asked for in so many words: "I'll …", "Dana, can you …?" and a yes, "please
 * leave a comment". Nobody's name is put to a task that they neither took nor were given, and a day only where it was
 * spoken. Each sign adds to how likely a sentence is to be one; the likeliest are kept.
 */
import { dueIn } from '#pipeline/extractive/due.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import {
  AGENDA,
  ASKED_OF_ALL,
  CHANNEL,
  COMMITTED,
  MINE,
  NAMED,
  NEXT,
  NOT_A_TASK,
  OPINION,
  OURS,
  REFERS_BACK,
  THING,
  TRIED,
  YES,
  YOURS,
} from '#pipeline/extractive/task-signs.ts'
import { personNamed } from '#pipeline/text/person-named.ts'
import { wordsOf } from '#pipeline/text/words.ts'
import type { DraftAction } from '#pipeline/types.ts'

/** An hour of talk is about 650 sentences. */
const SENTENCES_PER_TASK = 75
const FEWEST_ASKED = 3
const MOST_TASKS = 12
const ENOUGH = 3.5
/** How far a "yes" may be from the request, and what it refers to before it, in sentences. */
const REPLY_WITHIN = 4
const LONGEST_WORDS = 60
/** A line before that says what "this" is has at least so many words. */
const TELLING_WORDS = 8

/** What each sign adds. Found on one half of a collection of public calls. */
const WEIGHT = {
  committed: 3.5,
  mine: 2,
  tried: 1.3,
  givenAndTaken: 4,
  given: 3,
  askedOfAll: 3.2,
  next: 3,
  ours: 1,
  due: 0.5,
  agenda: 1,
  thing: 0.3,
  channel: 1,
  opinion: 0.7,
  /** Tasks gather towards the end: this at the last sentence, less before. */
  late: 3,
  lastPart: 1,
  /** Signs of other tasks near by. */
  company: 0.5,
}
const LAST_PART = 0.95
const LATENESS = 1.5
const NEAR = 6
const MOST_COMPANY = 3

type Found = DraftAction & { weight: number; index: number }

/** The likeliest, in the order in which they were said. */
export function actionsIn(sentences: readonly Sentence[], people: readonly string[]): DraftAction[] {
  const found = withCompany(sentences.flatMap((sentence) => taskIn(sentence, sentences, people) ?? []))
  const most = Math.min(MOST_TASKS, Math.max(FEWEST_ASKED, Math.round(sentences.length / SENTENCES_PER_TASK)))
  return withoutRepeats(found.filter(({ weight }) => weight >= ENOUGH))
    .slice(0, most)
    .toSorted((a, b) => a.index - b.index)
    .map(({ text, evidence, owner, due }) => ({ text, evidence, owner, due }))
}

function taskIn(sentence: Sentence, all: readonly Sentence[], people: readonly string[]): Found | null {
  const { text, line, index, wordCount } = sentence
  if (wordCount < 4 || wordCount > LONGEST_WORDS || NOT_A_TASK.test(text)) return null
  const taken = takenOn(sentence, all, people)
  if (!taken) return null
  const due = dueIn(text)
  const place = index / Math.max(1, all.length - 1)
  const before = all.slice(Math.max(0, index - REPLY_WITHIN), index)
  const isOnAgenda = [...before, sentence].some((one) => AGENDA.test(one.text))
  const weight =
    taken.weight +
    (due ? WEIGHT.due : 0) +
    (isOnAgenda ? WEIGHT.agenda : 0) +
    (THING.test(text) ? WEIGHT.thing : 0) +
    (CHANNEL.test(text) ? WEIGHT.channel : 0) +
    (OPINION.test(text) ? WEIGHT.opinion : 0) +
    WEIGHT.late * place ** LATENESS +
    (place > LAST_PART ? WEIGHT.lastPart : 0)
  const antecedent = REFERS_BACK.test(text)
    ? before.findLast(({ wordCount: n }) => n >= TELLING_WORDS)
    : undefined
  const rests = [line, ...(antecedent ? [antecedent.line] : []), ...taken.replies.map((reply) => reply.line)]
  return {
    text,
    evidence: [...new Set(rests.map(({ number }) => number))],
    owner: taken.owner,
    due,
    weight,
    index,
  }
}

/** Where one task is agreed on, others are. */
const withCompany = (found: readonly Found[]): Found[] =>
  found.map((one) => {
    const near = found.filter((other) => other !== one && Math.abs(other.index - one.index) <= NEAR)
    const company = near.reduce((sum, { weight }) => sum + Math.min(1, weight / ENOUGH), 0)
    return { ...one, weight: one.weight + WEIGHT.company * Math.min(MOST_COMPANY, company) }
  })

type Taken = { owner: string | null; weight: number; replies: Sentence[] }

/** Who took it or was given it, and how plainly. Null where nobody was asked for anything. */
function takenOn(sentence: Sentence, all: readonly Sentence[], people: readonly string[]): Taken | null {
  const { text, line, index } = sentence
  const isQuestion = text.endsWith('?')
  const by = (owner: string | null, weight: number, replies: Sentence[] = []) => ({ owner, weight, replies })
  if (!isQuestion && COMMITTED.test(text)) return by(line.speaker, WEIGHT.committed)
  if (!isQuestion && MINE.test(text)) return by(line.speaker, TRIED.test(text) ? WEIGHT.tried : WEIGHT.mine)

  const asked = YOURS.exec(text)?.groups ?? (isQuestion ? undefined : NAMED.exec(text)?.groups)
  const named = asked?.name ? personNamed(asked.name, people) : null
  if (asked && (named || !asked.name)) {
    const yes = all
      .slice(index + 1, index + 1 + REPLY_WITHIN)
      .find(
        (one) =>
          one.line.speaker !== line.speaker && YES.test(one.text) && (!named || one.line.speaker === named),
      )
    if (named) return by(named, yes ? WEIGHT.givenAndTaken : WEIGHT.given, yes ? [yes] : [])
    if (yes) return by(yes.line.speaker, WEIGHT.given, [yes])
  }
  if (ASKED_OF_ALL.test(text)) return by(null, WEIGHT.askedOfAll)
  if (NEXT.test(text)) return by(null, WEIGHT.next)
  return !isQuestion && OURS.test(text) ? by(null, WEIGHT.ours) : null
}

/** The likeliest first; the same task said twice counts once. */
function withoutRepeats(found: Found[]): Found[] {
  const seen: Set<string>[] = []
  return found
    .toSorted((a, b) => b.weight - a.weight || a.index - b.index)
    .filter(({ text }) => {
      const words = new Set(wordsOf(text))
      const isRepeat = seen.some((other) => shared(words, other) > 0.7 * Math.min(words.size, other.size))
      seen.push(words)
      return !isRepeat
    })
}

const shared = (a: Set<string>, b: Set<string>) => [...a].filter((word) => b.has(word)).length
