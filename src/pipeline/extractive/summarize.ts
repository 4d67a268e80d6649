/**
 * The built-in summarizer: it quotes, it does not write. Every point is a sentence that was said, cleaned of fillers,
 * with the line that it stands in. No network, no chance: the same meeting gives the same notes.
 */
import { actionsIn } from '#pipeline/extractive/actions.ts'
import { decisionsIn } from '#pipeline/extractive/decisions.ts'
import { openQuestionsIn } from '#pipeline/extractive/questions.ts'
import { choose, type Ranked, rank } from '#pipeline/extractive/rank.ts'
import { sentencesOf } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint, Meeting, Notes } from '#pipeline/types.ts'

const TLDR_POINTS = 3
const DECISION_WEIGHT = 1.3
const STRETCHES = 6
const LINES_PER_STRETCH = 8

/** A meeting in which anything was said has a tl;dr; an empty one has empty notes. */
export function summarizeExtractively({ lines, people }: Meeting): Notes {
  const sentences = sentencesOf(lines)
  const ranked = rank(sentences)
  const decisions = decisionsIn(sentences)
  const main = choose(ranked.map(heavierIn(decisions)), TLDR_POINTS)
  return {
    tldr: main.map(quoted),
    decisions,
    actionItems: actionsIn(sentences, people),
    followUpQuestions: openQuestionsIn(sentences),
    highlights: highlights(ranked, main, lines.length).map(quoted),
  }
}

/** What was decided is what somebody who was absent asks first. */
const heavierIn = (decisions: readonly DraftPoint[]) => {
  const lines = new Set(decisions.flatMap(({ evidence }) => evidence.slice(0, 1)))
  return (one: Ranked): Ranked => ({
    ...one,
    score: one.score * (lines.has(one.sentence.line.number) ? DECISION_WEIGHT : 1),
  })
}

/** The most central sentence of each stretch of the meeting. */
function highlights(ranked: Ranked[], main: Ranked[], lineCount: number): Ranked[] {
  const stretches = Math.min(STRETCHES, Math.ceil(lineCount / LINES_PER_STRETCH))
  return Array.from({ length: stretches }, (_, part) => {
    const from = (part * lineCount) / stretches
    const to = ((part + 1) * lineCount) / stretches
    const within = ranked.filter(({ sentence: { line } }) => line.number > from && line.number <= to)
    return choose(within.filter(isNot(main)), 1, main)
  }).flat()
}

const isNot = (main: Ranked[]) => (one: Ranked) => main.every(({ sentence }) => sentence !== one.sentence)

const quoted = ({ sentence: { text, line } }: Ranked): DraftPoint => ({
  text: `${line.speaker}: ${text}`,
  evidence: [line.number],
})
