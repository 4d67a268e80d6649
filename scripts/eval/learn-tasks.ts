/**
 * `node scripts/eval/learn-tasks.ts DIR [--write]`: learns how much each sign of a task counts, from the meetings below
 * DIR in which every task was marked (marked-tasks.json), and then which of them are noted (noted-tasks.ts), by logistic
 * regression with a penalty on large weights. First it says how well that works: each call by weights that were learnt
 * from the others, against what was noted of it. The same data give the same weights. No call that is kept aside teaches
 * anything, and of QMSum only `train`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { actionsIn } from '../../src/pipeline/extractive/actions.ts'
import { type Sentence, sentencesOf } from '../../src/pipeline/extractive/sentences.ts'
import { featuresOf } from '../../src/pipeline/extractive/task-features.ts'
import type { Sum, Weights } from '../../src/pipeline/extractive/task-likelihood.ts'
import { type Meeting, noNotes } from '../../src/pipeline/types.ts'
import { root } from '../lib/root.ts'
import { command, say } from '../lib/say.ts'
import { type Data, readData } from './data.ts'
import { actionsOf, isKeptAside } from './moments.ts'
import { notedExamples, storedExamples } from './noted-tasks.ts'
import { type Example, regress } from './regress.ts'

const FILE = 'src/pipeline/extractive/task-weights.json'
const MARKED = 'scripts/eval/marked-tasks.json'

/** In most meetings a named request with a yes is the plainest task. In the marked ones there are none: this is held. */
const HELD: Record<string, number> = { given: 4, accepted: 4.5 }
/** What so few sentences have teaches nothing. */
const TOO_RARE = 5

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' } },
  })
  const [folder] = positionals
  if (!folder) throw new CannotStart('Say where the meetings are: node scripts/eval/learn-tasks.ts DIR')
  const data = readData(folder)
  const calls = data.calls.filter((call) => !isKeptAside(call))
  const examples = markedExamples(data)
  const learnWithout = (name?: string): Weights => {
    const task = learn([...examples].flatMap(([other, list]) => (other === name ? [] : list)))
    const others = calls.filter((call) => call.name !== name)
    const kept = learn([...storedExamples(), ...others.flatMap((call) => notedExamples(call, task))])
    return { task, kept }
  }
  const notes = new Map(
    calls.map(({ name, meeting }) => {
      const { lines, people } = meeting
      const actionItems = actionsIn(sentencesOf(lines), people, learnWithout(name))
      return [meeting, { ...noNotes(), actionItems }]
    }),
  )
  const { recall, precision, picked, wanted } = actionsOf(calls, notes)
  say(
    `${calls.length} calls, each by what was learnt from the others: recall ${recall.toFixed(2)}, precision ${precision.toFixed(2)} (${picked} picked, ${wanted} noted)`,
  )
  const weights = learnWithout()
  if (values.write) writeFileSync(join(root, FILE), `${JSON.stringify(weights, null, 2)}\n`)
  else say(JSON.stringify(weights, null, 2))
})

/** Per meeting, which of its sentences are tasks: "12.3" is the third sentence of line 12. */
function markedExamples(data: Data): Map<string, Example[]> {
  const marked = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, MARKED), 'utf8')))
  const meetings = [
    ...data.calls.filter((call) => !isKeptAside(call)),
    ...data.asked.filter(({ split }) => split === 'train'),
  ]
  return new Map(
    Object.entries(marked).map(([name, places]) => {
      const meeting = meetings.find((one) => one.name === name)?.meeting
      if (!meeting) throw new CannotStart(`${name} is marked in ${MARKED} and not there.`)
      return [name, examplesIn(meeting, new Set(places.split(' ')))]
    }),
  )
}

function examplesIn({ lines, people }: Meeting, tasks: ReadonlySet<string>): Example[] {
  const spoken = lines.map((line) => ({ ...line, text: line.text.replaceAll(" '", "'") })) // QMSum has "I 'll"
  const sentences = sentencesOf(spoken)
  return featuresOf(sentences, people).map(({ sentence, signs }) => ({
    signs,
    isOne: tasks.has(placeOf(sentence, sentences)),
  }))
}

function placeOf({ index, line }: Sentence, all: readonly Sentence[]): string {
  const first = all.slice(0, index).findLastIndex((before) => before.line !== line) + 1
  return `${line.number}.${index - first + 1}`
}

function learn(examples: readonly Example[]): Sum {
  const { bias, weights } = regress(examples)
  const isRare = (name: string) => examples.filter(({ signs }) => signs[name]).length < TOO_RARE
  const signs = Object.entries(weights).map(([name, weight]) => {
    const kept = isRare(name) ? (HELD[name] ?? 0) : weight
    return [name, rounded(kept)]
  })
  return { bias: rounded(bias), signs: Object.fromEntries(signs) }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
