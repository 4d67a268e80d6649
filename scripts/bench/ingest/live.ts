/** Words from many meetings at once until they are on the screens of those who watch, one for each. */
import { readFileSync } from 'node:fs'
import { liveMeetings, type Watched } from './people.ts'
import { ask, type Setting } from './setting.ts'
import type { Speech, Spoken } from './speakers.ts'
import type { Seen, Watch } from './viewers.ts'

const MEETINGS = 1_000
const WITH_PARTIALS = 100
const FINAL_EVERY_MS = 3_600
const PARTIAL_EVERY_MS = 333
const VIEWERS = 3_000
const MS_PER_MINUTE = 60_000
/** The last words are on their way for so long at most. */
const TAIL_MS = 3_000

export type Lateness = { count: number; expected: number; p50: number; p95: number; p99: number }
export type Live = {
  finals: Lateness
  partials: Lateness
  lost: number
  failed: number
  rssMb: number
  cpuShare: number
}
type Product = { port: number; child: { pid?: number | undefined } }

export async function live(setting: Setting, product: Product, minutes: number): Promise<Live> {
  const meetings = await liveMeetings(setting.appUrl, MEETINGS)
  const viewers = setting.start('scripts/bench/ingest/viewers.ts')
  const speakers = [0, 1].map(() => setting.start('scripts/bench/ingest/speakers.ts'))
  const [finalSpeaker, partialSpeaker] = speakers
  if (!finalSpeaker || !partialSpeaker) throw new Error('Nobody speaks')
  await ask(viewers, { port: product.port, cookies: meetings.map(({ cookie }) => cookie) } satisfies Watch)
  const speech = { port: product.port, forMs: minutes * MS_PER_MINUTE }
  const paths = (list: readonly Watched[]) => list.map(({ path }) => path)
  const cpuBefore = cpuSecondsOf(product.child.pid)
  const [finals, partials] = await Promise.all([
    ask<Spoken>(finalSpeaker, {
      ...{ ...speech, paths: paths(meetings), event: 'transcript.data', everyMs: FINAL_EVERY_MS },
    } satisfies Speech),
    ask<Spoken>(partialSpeaker, {
      ...{ ...speech, paths: paths(meetings.slice(0, WITH_PARTIALS)), event: 'transcript.partial_data' },
      everyMs: PARTIAL_EVERY_MS,
    } satisfies Speech),
  ])
  const cpuUsed = cpuSecondsOf(product.child.pid) - cpuBefore
  await new Promise((resolve) => setTimeout(resolve, TAIL_MS))
  const seen = await ask<Seen>(viewers, { report: true })
  for (const child of [viewers, ...speakers]) child.kill()
  return {
    finals: lateness(seen.finals, finals.said),
    partials: lateness(seen.partials, partials.said),
    ...{ lost: seen.lost, failed: finals.failed + partials.failed, rssMb: rssOf(product.child.pid) },
    cpuShare: cpuUsed / (minutes * 60),
  }
}

export type Crowd = { open: number; lost: number; lines: Lateness; kbPerViewer: number }

/** Three thousand open streams on one process, and words for each of them. */
export async function crowd(setting: Setting, product: Product): Promise<Crowd> {
  const before = rssOf(product.child.pid)
  const meetings = await liveMeetings(setting.appUrl, VIEWERS)
  const viewers = setting.start('scripts/bench/ingest/viewers.ts')
  const speaker = setting.start('scripts/bench/ingest/speakers.ts')
  const cookies = meetings.map(({ cookie }) => cookie)
  const { open } = await ask<{ open: number }>(viewers, { port: product.port, cookies } satisfies Watch)
  const kbPerViewer = ((rssOf(product.child.pid) - before) * 1024) / VIEWERS
  const spoken = await ask<Spoken>(speaker, {
    ...{ port: product.port, paths: meetings.map(({ path }) => path), event: 'transcript.data' },
    ...{ everyMs: 12_000, forMs: 24_000 },
  } satisfies Speech)
  await new Promise((resolve) => setTimeout(resolve, TAIL_MS))
  const seen = await ask<Seen>(viewers, { report: true })
  for (const child of [viewers, speaker]) child.kill()
  return { open, lost: seen.lost, lines: lateness(seen.finals, spoken.said), kbPerViewer }
}

function lateness(ms: readonly number[], expected: number): Lateness {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { count: sorted.length, expected, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Resident memory of the product's process, in MB. */
const rssOf = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

const TICKS_PER_SECOND = 100

/** Seconds of a core that the product's process has used so far. */
function cpuSecondsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
