/**
 * The storm with real processes: two web servers, two workers, Postgres and the stand-ins, a bad network between all of
 * them, and kill -9. Its kills are seeded, its outcome is judged by the same invariants; it is not repeatable.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../../scripts/lib/port.ts'
import { unit } from '../chance.ts'
import type { Verdict } from '../invariants/judge.ts'
import type { Known } from '../people.ts'
import { judgeEnd } from './judge-end.ts'
import { compileOnce, killPostgres, supervised } from './processes.ts'
import { openSetting, type Setting } from './setting.ts'
import { FAR_MINUTES, settlePeople } from './settle-people.ts'

export type ChaosReport = {
  seed: number
  kills: Record<string, number>
  /** Connections by what became of them. */
  network: Record<string, number>
  bots: number
  messages: number
  checks: Record<string, number>
  broken: string | null
  seconds: number
}

/** How many virtual seconds pass in a real one. */
const SPEED = 30
const HEALING_SPEED = 100
const BETWEEN_KILLS_MS = 500
/** On a busy machine a process takes long to come back. */
const LONGEST_PER_KILL_MS = 10_000
const POSTGRES_SHARE = 0.2
/** Of four. */
const FEWEST_ALIVE = 2

export async function runChaos({ seed, kills }: { seed: number; kills: number }): Promise<ChaosReport> {
  const began = performance.now()
  const ports = [await freePort(0), await freePort(0)]
  const setting = await openSetting(seed, ports)
  const env = { ...setting.env, ...compileOnce(join(setting.dataDir, 'compiled')) }
  const processes = [
    ...ports.map((port) => supervised('web', { ...env, PORT: String(port) })),
    ...[1, 2].map(() => supervised('worker', { ...env, PORT: '0' })),
  ]
  try {
    const known = await settlePeople(setting, seed)
    await untilAllReady(processes)
    await speedUp(setting, SPEED)
    const counts = await killAtRandom(setting, processes, { seed, kills })
    setting.calm()
    await untilAllReady(processes)
    await speedUp(setting, HEALING_SPEED)
    const verdict = await untilHealed(setting, known)
    const [ended] = processes.flatMap(({ ends }) => ends)
    return {
      ...{ seed, kills: counts, network: networkOf(setting) },
      ...{ bots: setting.sims.recall.bots().length, messages: setting.sims.recall.messages(10_000).length },
      checks: Object.fromEntries(verdict.counts),
      broken: verdict.broken ?? ended ?? null,
      seconds: Math.round((performance.now() - began) / 1_000),
    }
  } finally {
    await Promise.all(processes.map((one) => one.stop()))
    await setting.close()
  }
}

type Processes = ReturnType<typeof supervised>[]
type Order = { seed: number; kills: number }

/** Somebody who is there: what has only just been started teaches nothing by its death. */
async function killAtRandom(setting: Setting, processes: Processes, { seed, kills }: Order) {
  const counts: Record<string, number> = { web: 0, worker: 0, postgres: 0 }
  const giveUp = performance.now() + kills * LONGEST_PER_KILL_MS
  for (let n = 0, done = 0; done < kills && performance.now() < giveUp; ) {
    await pause(BETWEEN_KILLS_MS * (0.5 + unit(seed, 'pause', n)))
    const ready = processes.filter((one) => one.isReady())
    if (ready.length < FEWEST_ALIVE) continue
    const isPostgres = unit(seed, 'whom', n) < POSTGRES_SHARE
    const victim = ready[Math.floor(unit(seed, 'which', n++) * ready.length)]
    const isKilled = isPostgres ? killPostgres(setting.dataDirectory) : victim?.kill()
    if (!isKilled) continue
    const name = isPostgres ? 'postgres' : (victim?.part ?? '')
    counts[name] = (counts[name] ?? 0) + 1
    done++
  }
  return counts
}

const READY_WITHIN_MS = 90_000

async function untilAllReady(processes: Processes): Promise<void> {
  const giveUp = performance.now() + READY_WITHIN_MS
  while (!processes.every((one) => one.isReady())) {
    if (performance.now() > giveUp)
      throw new Error(`a process does not start: ${processes.map(({ said }) => said()).join('\n')}`)
    await pause(LOOK_MS)
  }
}

/** Two virtual hours and a little. */
const HEALED_WITHIN_MS = 75_000
const JUDGE_AGAIN_MS = 3_000
/** With the lobby, the upload and some patience. */
const TALK_MS = 8 * 60_000
const LOOK_MS = 200

/** What must hold in the end may take its time, as long as there is an end. */
async function untilHealed(setting: Setting, known: Known): Promise<Verdict> {
  const giveUp = performance.now() + HEALED_WITHIN_MS
  const lastEnd = lastNearEnd(setting, known)
  for (;;) {
    const isOver = setting.sims.clock.now() > lastEnd && isQuiet(setting)
    const verdict = isOver || performance.now() > giveUp ? await judgeEnd(setting, known) : null
    if (verdict && (!verdict.broken || performance.now() > giveUp)) return verdict
    await pause(JUDGE_AGAIN_MS)
  }
}

const isQuiet = ({ sims }: Setting) =>
  sims.recall.bots().every(({ place }) => place === 'gone' || place === 'waiting')

/** When the talk of the last meeting of this storm is over; the others are hours away. */
function lastNearEnd({ sims }: Setting, known: Known): number {
  const starts = [...known.meetings.values()]
    .filter(({ startsAt }) => startsAt < FAR_MINUTES)
    .map(({ id }) => sims.google.getEvent(id)?.start ?? 0)
  return Math.max(...starts) + TALK_MS
}

const speedUp = ({ sims }: Setting, speed: number) =>
  fetch(`${sims.url}/control/speed`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ speed }),
  })

function networkOf({ networks }: Setting): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { fates } of networks)
    for (const [fate, count] of Object.entries(fates)) sums[fate] = (sums[fate] ?? 0) + count
  return sums
}
