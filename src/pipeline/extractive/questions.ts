/** Questions that were put and left open: somebody said that they do not know, or that they will find out. */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint } from '#pipeline/types.ts'

const MOST_QUESTIONS = 6
const FEWEST_WORDS = 5
const REPLY_WITHIN = 4
const OPEN =
  /\b(?:(?:don't|do not|doesn't) know|not sure|no idea|good question|leave (?:that|it|this) open|(?:need|have|want) to (?:ask|check|find out|look into)|find out|get back (?:to you|on)|i'll (?:check|ask|look)|let me (?:check|ask|look)|open question|to be (?:decided|determined)|tbd|no answer|nobody knows|hard to say)\b/i

/** At most six, in order. */
export function openQuestionsIn(sentences: readonly Sentence[]): DraftPoint[] {
  return sentences
    .flatMap((sentence) => {
      const { text, line, wordCount, index } = sentence
      if (!text.endsWith('?') || wordCount < FEWEST_WORDS || wordCount > 45) return []
      const after = sentences.slice(index + 1, index + 1 + REPLY_WITHIN)
      const untilNext = after.findIndex((next) => next.text.endsWith('?'))
      const reply = (untilNext === -1 ? after : after.slice(0, untilNext)).find(
        (next) => next.line.speaker !== line.speaker && OPEN.test(next.text),
      )
      return reply ? [{ text, evidence: [line.number, reply.line.number] }] : []
    })
    .slice(-MOST_QUESTIONS)
}
