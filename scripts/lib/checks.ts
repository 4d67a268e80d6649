/** The checks that are not tests: each is one command that says nothing when all is well. */
import { spawn } from 'node:child_process'
import { root } from './root.ts'
import { duration, say } from './say.ts'

export type Outcome = { passed: number; failed: number; skipped: number }

/** Types, lint and format: seconds, no database. */
export async function fastChecks(): Promise<Outcome> {
  const types = await check('Types', () => quiet('tsc', ['--noEmit', '-p', '.']))
  const style = await check('Lint and format', () => quiet('biome', ['ci', '.']))
  return add(types, style)
}

/** Counts as one test. `work` resolves with what is wrong, or null. */
export async function check(name: string, work: () => Promise<string | null>): Promise<Outcome> {
  const began = performance.now()
  const wrong = await work().catch((error) =>
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  )
  if (wrong !== null) say(wrong.trimEnd())
  say(`${wrong === null ? '✓' : '✗'} ${name} (${duration(performance.now() - began)})`)
  return { passed: wrong === null ? 1 : 0, failed: wrong === null ? 0 : 1, skipped: 0 }
}

export const add = (...outcomes: Outcome[]): Outcome =>
  outcomes.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }))

/** The last line of a run, and its exit code. */
export function conclude({ passed, failed, skipped }: Outcome): never {
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exit(failed > 0 ? 1 : 0)
}

/** Run a tool of node_modules/.bin; its output if it fails, null if it does not. */
function quiet(tool: string, args: string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(`${root}/node_modules/.bin/${tool}`, args, {
      env: { ...process.env, NO_COLOR: '1' },
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0 ? null : output || `${tool} ended with ${code}`))
  })
}
