/** One storm with real processes; its figures as a line of JSON. Started by scripts/storm.ts. */
import { parseArgs } from 'node:util'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '30' } },
})
const report = await runChaos({ seed: Number(values.seed), kills: Number(values.kills) })
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0)) // what a cut connection left open
