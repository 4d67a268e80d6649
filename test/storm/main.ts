/**
 * Storms in this process, one after the other; a line of JSON for each on standard output. Started by scripts/storm.ts,
 * because it takes chance out of the whole process (seeded.ts).
 */
import './seeded.ts'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runStorm } from './run.ts'
import { type Script, scriptFor } from './script.ts'
import { shrink } from './shrink.ts'
import { openTemplate } from './template.ts'

const { values } = parseArgs({
  options: {
    first: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    step: { type: 'string', default: '1' },
    script: { type: 'string' },
    seconds: { type: 'string' },
    'stop-at-first': { type: 'boolean' },
    shrink: { type: 'boolean' },
  },
})

const endsAt = performance.now() + Number(values.seconds ?? Number.POSITIVE_INFINITY) * 1_000
const template = await openTemplate()
const weather = (script: Script) => template.within((database) => runStorm(script, database))
try {
  for (const script of scripts()) {
    if (performance.now() > endsAt) break
    const result = await weather(script)
    const smallest = result.broken && values.shrink ? await shrink(script, result, weather) : undefined
    const { trace, ...figures } = result
    const line = { ...figures, ...(result.broken && { trace }), ...(smallest && { smallest }) }
    process.stdout.write(`${JSON.stringify(line)}\n`)
    if (result.broken && values['stop-at-first']) break
  }
} finally {
  await template.close()
}
process.stdout.write('', () => process.exit()) // whatever a process of the storm held when it died

/** One that was written down, or those of the seeds. */
function* scripts(): Generator<Script> {
  if (values.script) return void (yield JSON.parse(readFileSync(values.script, 'utf8')) as Script) // as shrink.ts wrote it
  const [first, count, step] = [Number(values.first), Number(values.seeds), Number(values.step)]
  for (let n = 0; n < count; n++) yield scriptFor(first + n * step)
}
