/** Runs vitest in a group and a temporary folder of its own, counts its tests, and leaves nothing running. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './checks.ts'
import { root } from './root.ts'
import { say } from './say.ts'

type Counts = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Every test, or what `args` choose. A run that breaks off counts as one failure at least. */
export async function runVitest(env: Record<string, string> = {}, args: string[] = []): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'liveconvo-run-'))
  chmodSync(scratch, 0o711) // the scratch database passes through as another user
  try {
    const file = join(scratch, 'results.json')
    const code = await runGroup(
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      {
        ...env,
        TMPDIR: scratch,
        NODE_COMPILE_CACHE: join(scratch, 'compiled'), // hundreds of processes load the same modules
      },
    )
    const counts: Counts | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null // vitest's own format
    if (!counts) return { passed: 0, failed: 1, skipped: 0 }
    const failed = counts.numFailedTests + brokenFiles(counts)
    if (code !== 0 && failed === 0) return { passed: counts.numPassedTests, failed: 1, skipped: 0 }
    return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests + counts.numTodoTests }
  } finally {
    stopLeftDatabases(scratch)
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** A file whose set-up fails has no failed test, but none that was run either: it counts as one failure. */
const brokenFiles = ({ testResults }: Counts): number =>
  testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length

/** A process group of its own, so that what a crashed test has left in it can be ended with it. */
function runGroup(args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const endGroup = () => {
      if (child.pid) signal(-child.pid, 'SIGKILL')
    }
    const interrupted = () => {
      endGroup()
      process.exit(130)
    }
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    child.once('error', () => resolve(1))
    child.once('exit', (code) => {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      endGroup()
      resolve(code ?? 1)
    })
  })
}

function stopLeftDatabases(scratch: string): void {
  for (const file of globSync('*/postgres/data/postmaster.pid', { cwd: scratch })) {
    const pid = Number(readFileSync(join(scratch, file), 'utf8').split('\n')[0])
    if (signal(pid, 'SIGQUIT')) say(`! A test left its database running (process ${pid}); it was ended.`)
  }
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false // it is gone, which is what we want
  }
}
