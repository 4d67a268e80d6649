/**
 * `npm run storm`: the product in bad weather, under a virtual clock, repeatable by seed.
 * --seeds N --first S choose the storms · --seconds N begins none after that · --script FILE replays one that was
 * written down · --mutants [--only PART] plants bugs and demands that each is found · --kills N kills real processes
 * N times · --json prints the figures as one object. Exits 0 when everything held (test/storm/README.md).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './lib/root.ts'
import { command, say } from './lib/say.ts'
import { findMutants } from './storm/find-mutants.ts'
import { huntLine, printed } from './storm/printed.ts'
import { reportOf } from './storm/report.ts'
import { runChaosApart } from './storm/run-chaos-apart.ts'
import { type Found, runSeeds } from './storm/run-seeds.ts'

type Asked = ReturnType<typeof readOptions>

await command(async () => {
  const asked = readOptions()
  const isGood = await (asked.mutants ? hunt(asked) : asked.kills ? chaos(asked) : storms(asked))
  process.exitCode = isGood ? 0 : 1
})

function readOptions() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      first: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      script: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      only: { type: 'string' },
      kills: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  return values
}

async function storms(asked: Asked): Promise<boolean> {
  const first = Number(asked.first)
  const found = await runSeeds(
    {
      ...{ first, seeds: asked.script ? 1 : Number(asked.seeds ?? 20), shrink: true },
      ...(asked.seconds && { seconds: Number(asked.seconds) }),
      ...(asked.script && { script: asked.script }),
    },
    (one) => {
      if (one.broken) tell(asked, one)
    },
  )
  const report = reportOf(found, first)
  say(asked.json ? JSON.stringify(report) : printed(report))
  return report.broken.length + report.missing.length === 0
}

/** What is needed to see it again: the seed, a small script, the last steps. */
function tell({ json }: Asked, { seed, broken, trace = [], smallest }: Found): void {
  const folder = join(root, 'data/storm')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `seed-${seed}.json`)
  if (smallest) writeFileSync(file, JSON.stringify(smallest, null, 2))
  writeFileSync(file.replace('.json', '.trace'), trace.join('\n'))
  if (json) return
  say(`✗ SEED ${seed}: ${broken}`)
  if (smallest) say(`  smaller: npm run storm -- --script ${file}`)
  for (const line of trace.slice(-LAST_STEPS)) say(`    ${line}`)
}
const LAST_STEPS = 12

async function hunt(asked: Asked): Promise<boolean> {
  const hunts = await findMutants(
    {
      first: Number(asked.first),
      ...(asked.only && { only: asked.only }),
      ...(asked.seeds && { seeds: Number(asked.seeds) }),
    },
    (one) => {
      if (!asked.json) say(huntLine(one))
    },
  )
  const found = hunts.filter(({ seed }) => seed !== null).length
  say(
    asked.json
      ? JSON.stringify({ planted: hunts.length, found, hunts })
      : `${found} of ${hunts.length} bugs found`,
  )
  return found === hunts.length
}

/** Real processes; the number of the first seed is the seed of the kills. */
async function chaos(asked: Asked): Promise<boolean> {
  const report = await runChaosApart({ seed: Number(asked.first), kills: Number(asked.kills) })
  const { kills, network, bots, messages, checks, broken, seconds } = report
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  if (asked.json) say(JSON.stringify(report))
  else {
    say(`kill -9     ${list(kills)}`)
    say(`connections ${list(network)}`)
    say(`${bots} bots, ${messages} messages of theirs, ${seconds} s; checked: ${list(checks)}`)
    say(broken ? `✗ ${broken}` : '✓ everything held')
  }
  return broken === null
}
