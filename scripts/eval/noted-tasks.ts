/**
 * What may be a task and whether a note-taker kept it, for learning: of calls whose words are here, and of 37 more of
 * which only the signs were written down (noted-signs.json): their words are not ours to pass on.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { evidenceOf, possibleTasks } from '../../src/pipeline/extractive/actions.ts'
import { sentencesOf } from '../../src/pipeline/extractive/sentences.ts'
import type { Signs } from '../../src/pipeline/extractive/task-features.ts'
import type { Sum } from '../../src/pipeline/extractive/task-likelihood.ts'
import { root } from '../lib/root.ts'
import type { Call } from './data.ts'
import { WITHIN_SECONDS } from './moments.ts'
import type { Example } from './regress.ts'

const FILE = 'scripts/eval/noted-signs.json'
/** What only stands near a task (a question, an "if"); and these note-takers put what has a day elsewhere. */
const NOT_TO_LEARN = new Set(['due', 'soon', 'work', 'doesThat', 'question', 'supposes'])

/** Each possible task of a call; one near a noted task was kept. */
export function notedExamples({ meeting, starts, actions }: Call, task: Sum): Example[] {
  const sentences = sentencesOf(meeting.lines)
  return possibleTasks(sentences, meeting.people, { task, kept: task }).map((one) => {
    const times = evidenceOf(one, sentences).map((number) => starts[number - 1] ?? -1e9)
    const isOne = actions.some(({ at }) => times.some((time) => Math.abs(time - at) <= WITHIN_SECONDS))
    return { signs: toLearn(one.signs), isOne }
  })
}

const toLearn = (signs: Signs): Signs =>
  Object.fromEntries(Object.entries(signs).filter(([name]) => !NOT_TO_LEARN.has(name)))

/** "1 -0.42 0.13 4,9": kept, company, how late, and which of the other signs it has. */
const Stored = z.object({ signs: z.array(z.string()), calls: z.record(z.string(), z.array(z.string())) })

export function storedExamples(): Example[] {
  const { signs: names, calls } = Stored.parse(JSON.parse(readFileSync(join(root, FILE), 'utf8')))
  return Object.values(calls).flatMap((rows) =>
    rows.map((row) => {
      const [kept, company, late, has = ''] = row.split(' ')
      const present = new Set(has.split(',').filter(Boolean).map(Number))
      const signs = Object.fromEntries(names.map((name, index) => [name, present.has(index) ? 1 : 0]))
      return {
        signs: toLearn({ ...signs, late: Number(late), company: Number(company) }),
        isOne: kept === '1',
      }
    }),
  )
}
