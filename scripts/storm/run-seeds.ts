/** Storms in processes of their own, as many at once as there are cores; their results as they come. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import type { StormResult } from '../../test/storm/run.ts'
import type { Script } from '../../test/storm/script.ts'
import { root } from '../lib/root.ts'

export type Found = Omit<StormResult, 'trace'> & { trace?: string[]; smallest?: Script }
export type Ask = {
  seeds: number
  first: number
  /** Real seconds after which no further storm begins. */
  seconds?: number
  script?: string
  mutant?: string
  stopAtFirst?: boolean
  shrink?: boolean
  processes?: number
}

/** Each process takes every nth seed. Rejects when one of them ends for a reason that is no finding. */
export async function runSeeds(ask: Ask, heard: (found: Found) => void = () => {}): Promise<Found[]> {
  const processes = Math.min(ask.processes ?? availableParallelism(), ask.seeds)
  const all = await Promise.all(
    Array.from({ length: processes }, (_, n) => runSome(ask, n, processes, heard)),
  )
  return all.flat().toSorted((a, b) => a.seed - b.seed)
}

async function runSome(ask: Ask, n: number, processes: number, heard: (found: Found) => void) {
  const child = spawn(process.execPath, argumentsFor(ask, n, processes), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(ask.mutant && { STORM_MUTANT: ask.mutant }) },
  })
  const found: Found[] = []
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint += text
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const one: Found = JSON.parse(line) // test/storm/main.ts writes it
    found.push(one)
    heard(one)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`The storm itself broke (exit ${code}): ${complaint.trim().slice(-2_000)}`)
  return found
}

function argumentsFor(ask: Ask, n: number, processes: number): string[] {
  const seeds = Math.ceil((ask.seeds - n) / processes)
  return [
    ...(ask.mutant ? ['--import', './test/storm/mutate.ts'] : []),
    'test/storm/main.ts',
    ...['--first', String(ask.first + n), '--seeds', String(seeds), '--step', String(processes)],
    ...(ask.script ? ['--script', ask.script] : []),
    ...(ask.seconds === undefined ? [] : ['--seconds', String(ask.seconds)]),
    ...(ask.stopAtFirst ? ['--stop-at-first'] : []),
    ...(ask.shrink ? ['--shrink'] : []),
  ]
}
