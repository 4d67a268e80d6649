/**
 * `npm run bench:ingest [-- --minutes 2 --json]`: how fast messages come in and words reach the screen, on a Postgres
 * of its own that syncs to disk, each figure beside the goal that it has to meet. Ratios are to a floor measured in
 * the same run; absolute rates are printed, not judged.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { command, say } from '../lib/say.ts'
import { acknowledge } from './ingest/acknowledge.ts'
import { crowd, type Lateness, live } from './ingest/live.ts'
import { resume } from './ingest/resume.ts'
import { openSetting } from './ingest/setting.ts'

type Line = { name: string; value: number; unit: string; goal?: string; isMet?: boolean }

await command(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '2' }, json: { type: 'boolean', default: false } },
  })
  const lines: Line[] = []
  const note = (line: Line) => {
    lines.push(line)
    if (!values.json) say(asText(line))
  }
  if (!values.json) say(`${machine()}; one run\n`)
  await measure(Number(values.minutes), note)
  const failed = lines.filter(({ isMet }) => isMet === false).length
  if (values.json) process.stdout.write(`${JSON.stringify({ machine: machine(), lines }, null, 2)}\n`)
  else say(`\n${lines.filter(({ isMet }) => isMet).length} goals met, ${failed} missed; load now ${load()}`)
  process.exit(failed > 0 ? 1 : 0)
})

// Declared as functions: the command above runs before this line is reached.
function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?'
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, load before ${load()}`
}

async function measure(minutes: number, note: (line: Line) => void): Promise<void> {
  const setting = await openSetting()
  try {
    const product = await setting.product(['web'])
    const door = await acknowledge(setting, product.port)
    note({ name: 'floor: bare http, HMAC, one insert', value: door.floor.perSecond, unit: '/s' })
    note({ name: 'webhooks acknowledged, 50 connections', value: door.ours.perSecond, unit: '/s' })
    note(atLeast('… against the floor', door.ratio, 1.15, '×'))
    note(atMost("… p99 against the floor's", door.p99Ratio, 1.5, '×'))
    note(atMost('… not answered 2xx', door.refused, 0, ''))

    const words = await live(setting, product, minutes)
    note({ name: 'lines of 1,000 meetings', value: words.finals.expected / (minutes * 60), unit: '/s' })
    noteLateness(note, 'final words on the screen', words.finals)
    noteLateness(note, 'words in progress on the screen', words.partials)
    note(atMost('lines that did not arrive', words.finals.expected - words.finals.count, 0, ''))
    note(atMost('streams or messages lost', words.lost + words.failed, 0, ''))
    note({ name: 'of one core, the product', value: 100 * words.cpuShare, unit: ' %' })
    note(atMost('memory of the product', words.rssMb, 600, ' MB'))

    const many = await crowd(setting, product)
    note(atLeast('viewers at once', many.open - many.lost, 3_000, ''))
    note(atMost('… lines that did not arrive', many.lines.expected - many.lines.count, 0, ''))
    note({ name: '… lines on the screen, p99', value: many.lines.p99, unit: ' ms' })
    note({ name: '… memory of each', value: many.kbPerViewer, unit: ' kB' })
    note(
      atMost(
        "a dead worker's work goes on after",
        (await resume(setting)) ?? Number.POSITIVE_INFINITY,
        30,
        ' s',
      ),
    )
  } finally {
    await setting.close()
  }
}

function noteLateness(note: (line: Line) => void, name: string, { p50, p95, p99 }: Lateness): void {
  note({ name: `${name}, p50`, value: p50, unit: ' ms' })
  note(atMost(`${name}, p95`, p95, 300, ' ms'))
  note(atMost(`${name}, p99`, p99, 1_000, ' ms'))
}

function atLeast(name: string, value: number, goal: number, unit: string): Line {
  return { name, value, unit, goal: `≥ ${goal}${unit}`, isMet: value >= goal }
}

function atMost(name: string, value: number, goal: number, unit: string): Line {
  return { name, value, unit, goal: `≤ ${goal}${unit}`, isMet: value <= goal }
}

function asText({ name, value, unit, goal, isMet }: Line): string {
  const mark = isMet === undefined ? ' ' : isMet ? '✓' : '✗'
  const shown =
    Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2).replace(/\.00$/, '')
  return `${mark} ${name.padEnd(48)} ${`${shown}${unit}`.padStart(12)}${goal ? `   goal ${goal}` : ''}`
}
