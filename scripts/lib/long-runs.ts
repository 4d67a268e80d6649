/** What the nightly command can run. A new long run is one more entry of the list. */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
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
  { name: 'The tests, in other orders and with other seeds', minutes: 3, share: 1, work: repeatTests },
]

async function journeys(folder: string): Promise<Figures> {
  const run = spawnSync(process.execPath, [join(root, 'scripts/journey.ts'), '--all', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { ok: run.status === 0, text: run.stdout.trim().split('\n').at(-1) ?? '' }
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
