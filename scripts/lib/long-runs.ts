/** What the nightly command can run. A new long run is one more entry of the list. */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { longStorms } from '../storm/long-storms.ts'
import { root } from './root.ts'
import { runVitest } from './vitest.ts'

/** One line for the report. */
export type Figures = { ok: boolean; text: string }

export type LongRun = {
  name: string
  /** Less than this is not worth beginning. */
  minutes: number
  /** Of the whole time, at most this part (0 to 1). */
  share: number
  work: (minutes: number) => Promise<Figures>
}

const MS_PER_MINUTE = 60_000

/** `meetings`: a folder; the shipped ones where none is named. */
export const longRuns = ({ meetings = 'sim/meetings' }: { meetings?: string | undefined }): LongRun[] => [
  { name: `Journey over ${meetings}`, minutes: 1, share: 0.5, work: () => journeys(meetings) },
  { name: 'Calendar stories', minutes: 2, share: 0.2, work: calendarStories },
  { name: 'Bad input, 50,000 messages', minutes: 4, share: 0.2, work: badInput },
  { name: 'Links in 100,000 random texts', minutes: 2, share: 0.1, work: linkTexts },
  { name: 'A thousand bots for one minute', minutes: 6, share: 0.2, work: crowd },
  { name: 'Messages in, words on the screen', minutes: 4, share: 0.1, work: ingest },
  { name: "A meeting's page on a slow processor", minutes: 2, share: 0.1, work: slowPage },
  ...longStorms,
  { name: 'Notes and search, against what people wrote', minutes: 3, share: 0.2, work: evaluateAll },
  { name: 'The tests, in other orders and with other seeds', minutes: 3, share: 1, work: repeatTests },
]

/** One of our commands, to its end: what it prints is its answer, what it complains of is shown. */
const runScript = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Every meeting with human references, where there are any beside the project. */
async function evaluateAll(): Promise<Figures> {
  const data = join(root, '../shared/data')
  if (!existsSync(data)) return { ok: true, text: `left out: there is no ${data}` }
  const run = runScript('eval.ts', data, '--json')
  if (run.status !== 0) return { ok: false, text: 'the evaluation ended with an error' }
  const { rouge, search, support, meetings } = JSON.parse(run.stdout)
  const text = `${meetings} meetings: questions R-1 ${rouge.specific.r1.toFixed(1)}, whole R-1 ${rouge.whole.r1.toFixed(1)}, hit@5 ${search.hit5.toFixed(3)}, MRR ${search.mrr.toFixed(3)}, support ${support}`
  return { ok: support === 1, text }
}

async function slowPage(): Promise<Figures> {
  const run = runScript('bench/page.ts')
  return { ok: run.status === 0, text: run.stdout.trim().replaceAll(/\s*\n/g, '; ').replaceAll(/ +/g, ' ') }
}

async function journeys(folder: string): Promise<Figures> {
  const run = runScript('journey.ts', '--all', folder)
  return { ok: run.status === 0, text: run.stdout.trim().split('\n').at(-1) ?? '' }
}

/** A second per story, to be safe; the seed of a failing one is printed with it. */
const MOST_STORIES_PER_MINUTE = 60

async function calendarStories(minutes: number): Promise<Figures> {
  const seed = randomInt(1, 1_000_000)
  const runs = Math.floor(minutes * MOST_STORIES_PER_MINUTE)
  const { failed } = await runVitest(
    { CALENDAR_RUNS: String(runs), CALENDAR_SEED: String(seed), CALENDAR_MINUTES: String(2 * minutes) },
    ['test/calendar-property/property.test.ts'],
  )
  return { ok: failed === 0, text: `${runs} stories, seed ${seed}` }
}

/** Mutated messages with good signatures, and forgeries. */
async function badInput(): Promise<Figures> {
  const { passed, failed } = await runVitest({ BAD_INPUT: '50000' }, ['test/bad-input'])
  return { ok: failed === 0, text: `${passed} passed, ${failed} failed` }
}

/** In virtual time, within Recall's limits. */
async function crowd(): Promise<Figures> {
  const file = join(mkdtempSync(join(tmpdir(), 'liveconvo-crowd-')), 'figures')
  const { failed } = await runVitest({ CROWD: '1000', CROWD_FIGURES: file }, [
    'src/bots/converging/crowd.test.ts',
  ])
  const text = existsSync(file) ? readFileSync(file, 'utf8') : 'not all were created in time'
  rmSync(dirname(file), { recursive: true, force: true })
  return { ok: failed === 0, text }
}

type Ingested = { lines: { name: string; value: number; unit: string; isMet?: boolean }[] }

/** A short run: goals of time are missed on a machine that is busy with something else, and the report says so. */
async function ingest(): Promise<Figures> {
  const run = runScript('bench/ingest.ts', '--minutes', '0.5', '--json')
  if (!run.stdout.startsWith('{')) return { ok: false, text: 'the bench ended with an error' }
  const { lines }: Ingested = JSON.parse(run.stdout)
  const text = lines
    .filter(({ isMet }) => isMet !== undefined)
    .map(({ name, value, unit, isMet }) => `${isMet ? '' : '**missed** '}${name} ${round(value)}${unit}`)
    .join('; ')
  return { ok: run.status === 0, text }
}

const round = (value: number) => (value >= 10 ? Math.round(value) : Math.round(value * 100) / 100)

/** A failing text is printed with its seed, as short as it can be. */
async function linkTexts(): Promise<Figures> {
  const { passed, failed } = await runVitest({ LINK_TEXTS: '100000' }, [
    'src/calendar/links/linear-time.test.ts',
  ])
  return { ok: failed === 0, text: `${passed} passed, ${failed} failed` }
}

/** Until the time is over; a failing seed is in the report, so that it can be run again. */
async function repeatTests(minutes: number): Promise<Figures> {
  const endsAt = performance.now() + minutes * MS_PER_MINUTE
  const failing: number[] = []
  let rounds = 0
  let longestMs = 0
  while (performance.now() + longestMs < endsAt) {
    const seed = randomInt(1, 1_000_000)
    const began = performance.now()
    const { failed } = await runVitest({ TEST_SEED: String(seed) }, [
      '--sequence.shuffle',
      `--sequence.seed=${seed}`,
    ])
    longestMs = Math.max(longestMs, performance.now() - began)
    rounds++
    if (failed > 0) failing.push(seed)
  }
  const text = `${rounds} rounds, ${failing.length} with a failure${failing.length > 0 ? ` (seeds ${failing.join(', ')})` : ''}`
  return { ok: failing.length === 0, text }
}
