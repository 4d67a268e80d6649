/** The server process: found by its pid file, spawned apart from our terminal, told to stop. */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '#lib/cannot-start.ts'
import type { Binaries, Home, Purpose } from './types.ts'

const MAX_LOG_BYTES = 10_000_000
const STOP_TRIES = 1500
const TRY_MS = 20

export type Postmaster = { pid: number; port: number }

/** The running server of this folder, or null. Forgets a pid file whose process is gone or is another program. */
export function findPostmaster(home: Home): Postmaster | null {
  const file = join(home.data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (isPostgres(pid)) return lines[3] ? { pid, port: Number(lines[3]) } : null
  rmSync(file, { force: true })
  return null
}

/**
 * Start the server, in a session of its own: a Ctrl-C in our terminal does not reach it, so that it can be stopped
 * last, and a kill -9 of ours leaves it to be adopted. `died` resolves with its last words if it ends early.
 */
export async function spawnPostmaster(home: Home, binaries: Binaries, purpose: Purpose) {
  const port = await choosePort(home)
  if (existsSync(home.logFile) && statSync(home.logFile).size > MAX_LOG_BYTES) truncateSync(home.logFile)
  const output = openSync(home.logFile, 'a', 0o600)
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'shared_buffers=64MB',
    `max_connections=${purpose === 'keep' ? 60 : 150}`,
    `fsync=${purpose === 'keep' ? 'on' : 'off'}`,
    'timezone=UTC',
    'log_timezone=UTC',
    'cluster_name=liveconvo',
  ]
  const child = spawn(
    binaries.postgres,
    ['-D', home.data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      cwd: '/',
      env: {},
      detached: true,
      stdio: ['ignore', output, output],
      ...home.account,
    },
  )
  closeSync(output)
  child.unref()
  const died = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(lastWords(home.logFile)))
  })
  return { port, died }
}

/** Fast shutdown: open transactions are rolled back, everything is written. Returns when the process is gone. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  if (isPostgres(pid)) process.kill(pid, 'SIGINT')
  for (let tries = 0; isPostgres(pid) && tries < STOP_TRIES; tries++) await wait(TRY_MS)
  if (isPostgres(pid)) process.kill(pid, 'SIGQUIT') // gives up on cleanliness; the log replays at the next start
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Alive, and no other program that has got the pid since. A dead process that nobody has collected yet has an empty
 * command line. Without /proc (macOS) the pid file is believed.
 */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid) || !existsSync('/proc/self/cmdline')) return isAlive(pid)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false // gone since the line above
  }
}

async function choosePort(home: Home): Promise<number> {
  const kept = home.port.read()
  const port = (kept && (await tryPort(kept))) || (await tryPort(0))
  if (!port) throw new CannotStart('No free port was found on 127.0.0.1 for the embedded database.')
  if (port !== kept) home.port.keep(port)
  return port
}

const tryPort = (port: number) =>
  new Promise<number>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The folder may be gone by now: a scratch database is removed with all that it said. */
function lastWords(file: string): string {
  const said = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const last = said.trimEnd().split('\n').slice(-20)
  return last.findLast((line) => line.includes('FATAL')) ?? `see ${file}`
}
