/**
 * The built-in summarizer: it quotes, it does not write. Every point is what was said, cleaned of fillers, with the
 * lines that it stands in. No network, no chance: the same meeting gives the same notes.
 */
import { actionsIn } from '#pipeline/extractive/actions.ts'
import { decisionsIn } from '#pipeline/extractive/decisions.ts'
import { overviewOf } from '#pipeline/extractive/overview.ts'
import { openQuestionsIn } from '#pipeline/extractive/questions.ts'
import { quote } from '#pipeline/extractive/quote.ts'
import { choose, type Ranked, rank } from '#pipeline/extractive/rank.ts'
import { readingOn } from '#pipeline/extractive/read-on.ts'
import { type Sentence, sentencesOf } from '#pipeline/extractive/sentences.ts'
import { partsOf } from '#pipeline/extractive/topics.ts'
import { type DraftPoint, type DraftTopic, type Meeting, type Notes, noNotes } from '#pipeline/types.ts'

/** The short version and the highlights together: about as much as people write about a meeting. */
export const OVERVIEW_WORDS = 150
const TLDR_SENTENCES = 3
const TELLING_WORDS = 18
/** What was decided is what somebody who was absent asks first. */
const DECISION_FAVOUR = 0.3
const POINTS_PER_TOPIC = 3

/** A meeting in which anything was said has a tl;dr; an empty one has empty notes. */
export function summarizeExtractively({ lines, people }: Meeting): Notes {
  const sentences = sentencesOf(lines)
  if (sentences.length === 0) return noNotes()
  const ranked = rank(sentences)
  const decisions = decisionsIn(sentences)
  const chosen = mainFirst(overview(sentences, ranked, decisions), ranked)
  const opening = chosen.slice(0, TLDR_SENTENCES)
  const told = new Set(opening.flatMap(readingOn(sentences)))
  const others = chosen.filter((one) => !told.has(one))
  return {
    title: null,
    tldr: quote(opening, sentences),
    decisions,
    actionItems: actionsIn(sentences, people),
    followUpQuestions: openQuestionsIn(sentences),
    highlights: quote(others, sentences),
    topics: topicsOf(sentences, ranked),
  }
}

/** The most telling first. A meeting of long sentences alone is told by the most central one. */
function overview(
  sentences: readonly Sentence[],
  ranked: readonly Ranked[],
  decisions: readonly DraftPoint[],
) {
  const decided = new Set(decisions.flatMap(({ evidence }) => evidence.slice(0, 1)))
  const chosen = overviewOf(sentences, ranked, OVERVIEW_WORDS, ({ line }) =>
    decided.has(line.number) ? DECISION_FAVOUR : 0,
  )
  return chosen.length > 0 ? chosen : choose(ranked, 1).map(({ sentence }) => sentence)
}

/** The short version is what is central and says something by itself; brevity alone makes no good opening. */
function mainFirst(chosen: readonly Sentence[], ranked: readonly Ranked[]): Sentence[] {
  const scores = new Map(ranked.map(({ sentence, score }) => [sentence, score]))
  const weight = (one: Sentence) => (scores.get(one) ?? 0) * Math.min(1, one.wordCount / TELLING_WORDS)
  return chosen.toSorted((a, b) => weight(b) - weight(a) || a.index - b.index)
}

/** What was said about each subject, in the words of the most central sentences. */
const topicsOf = (sentences: readonly Sentence[], ranked: readonly Ranked[]): DraftTopic[] =>
  partsOf(sentences).flatMap(({ title, sentences: within }) => {
    const [first, last] = [within[0]?.index ?? 0, within.at(-1)?.index ?? 0]
    const inside = ranked.filter(({ sentence: { index } }) => index >= first && index <= last)
    const points = quote(
      choose(inside, POINTS_PER_TOPIC).map(({ sentence }) => sentence),
      sentences,
    )
    return points.length > 0 ? [{ title, points }] : []
  })
