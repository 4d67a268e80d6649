/** The storm with real processes, in a process of its own. */
import { spawn } from 'node:child_process'
import type { ChaosReport } from '../../test/storm/chaos/run-chaos.ts'
import { root } from '../lib/root.ts'

/** Rejects when the storm itself could not be made. */
export async function runChaosApart({ seed, kills }: { seed: number; kills: number }): Promise<ChaosReport> {
  const child = spawn(
    process.execPath,
    ['test/storm/chaos/main.ts', '--seed', String(seed), '--kills', String(kills)],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  let complaint = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  child.stderr.on('data', (text) => {
    complaint += text
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0)
    throw new Error(`The storm could not be made (exit ${code}): ${complaint.trim().slice(-2_000)}`)
  return JSON.parse(output) // chaos/main.ts writes it
}
