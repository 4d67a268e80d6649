/** A model's answers as the product has them: out of the passages that were found for the question, and checked. */
import { answerQuestion } from '../../src/pipeline/asking/answer-question.ts'
import { findPassages } from '../../src/pipeline/asking/find-passages.ts'
import type { Model } from '../../src/pipeline/model/model.ts'
import { chunksOf } from '../../src/pipeline/search/chunks.ts'
import type { Meeting } from '../../src/pipeline/types.ts'
import type { Answerer } from './summaries.ts'

export const answersBy =
  (model: Model): Answerer =>
  async (meeting, question) => {
    const passages = chunksOf(meeting.lines).map((chunk, place) => ({ ...chunk, meeting: '', place }))
    const found = findPassages(question, passages)
    const lines = found.flatMap(({ from, to }) => meeting.lines.slice(from, to + 1))
    const excerpt: Meeting = {
      ...meeting,
      lines: [...new Set(lines)].map((line, at) => ({ ...line, number: at + 1 })),
    }
    return (await answerQuestion(model, question, excerpt)).points
  }
