/**
 * `node scripts/eval/learn-tasks.ts DIR [--write]`: learns how much each sign of a task counts, from the calls below
 * DIR that are not kept aside, by logistic regression with a penalty on large weights. First it says how well that
 * works: each call by weights that were learnt from the others. The same data give the same weights.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { actionsIn, type Weights } from '../../src/pipeline/extractive/actions.ts'
import { sentencesOf } from '../../src/pipeline/extractive/sentences.ts'
import { featuresOf } from '../../src/pipeline/extractive/task-features.ts'
import { noNotes } from '../../src/pipeline/types.ts'
import { root } from '../lib/root.ts'
import { command, say } from '../lib/say.ts'
import { type Call, readData } from './data.ts'
import { actionsOf, isKeptAside, WITHIN_SECONDS } from './moments.ts'
import { type Example, regress } from './regress.ts'

const FILE = 'src/pipeline/extractive/task-weights.json'

/** Held beforehand: in most meetings a named request with a yes is the plainest task, though rare in these calls. */
const HELD = {
  'own.committed': 1,
  'own.mine': 0.4,
  'own.tried': 0.2,
  'own.given': 0.8,
  'own.accepted': 0.6,
  'own.askedOfAll': 0.5,
  'own.next': 0.5,
  'own.due': 0.3,
}

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' } },
  })
  const [folder] = positionals
  if (!folder) throw new CannotStart('Say where the calls are: node scripts/eval/learn-tasks.ts DIR')
  const calls = readData(folder).calls.filter((call) => !isKeptAside(call))
  const left = new Map(calls.map((call) => [call, examplesIn(call)]))
  const notes = new Map(
    calls.map((call) => {
      const weights = learn(calls.filter((other) => other !== call).flatMap((other) => left.get(other) ?? []))
      const { lines, people } = call.meeting
      return [call.meeting, { ...noNotes(), actionItems: actionsIn(sentencesOf(lines), people, weights) }]
    }),
  )
  const { recall, precision, picked, wanted } = actionsOf(calls, notes)
  say(
    `${calls.length} calls, each by what was learnt from the others: recall ${recall.toFixed(2)}, precision ${precision.toFixed(2)} (${picked} picked, ${wanted} noted)`,
  )
  const weights = learn([...left.values()].flat())
  if (values.write) writeFileSync(join(root, FILE), `${JSON.stringify(weights, null, 2)}\n`)
  else say(JSON.stringify(weights, null, 2))
})

/** A sentence is one where a person noted a task at about its time. */
function examplesIn({ meeting, starts, actions }: Call): Example[] {
  return featuresOf(sentencesOf(meeting.lines), meeting.people).map(({ sentence, own, near }) => {
    const time = starts[sentence.line.number - 1] ?? -1e9
    const signs = [...prefixed('own', own), ...prefixed('near', near)]
    return {
      signs: Object.fromEntries(signs),
      isOne: actions.some(({ at }) => Math.abs(time - at) <= WITHIN_SECONDS),
    }
  })
}

function prefixed(where: 'own' | 'near', signs: Record<string, number>) {
  return Object.entries(signs).map(([name, value]) => [`${where}.${name}`, value] as const)
}

function learn(examples: readonly Example[]): Weights {
  const { bias, weights } = regress(examples, HELD)
  const of = (where: 'own' | 'near') =>
    Object.fromEntries(
      Object.entries(weights)
        .filter(([name]) => name.startsWith(`${where}.`))
        .map(([name, weight]) => [name.slice(where.length + 1), rounded(weight)]),
    )
  return { bias: rounded(bias), own: of('own'), near: of('near') }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
