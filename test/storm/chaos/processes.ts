/** The product as real processes that are started again whenever they end, and an order in which they are killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Supervised = ReturnType<typeof supervised>
const START_AGAIN_MS = 100

/** `node src/main.ts <part>`, for as long as it is wanted. */
export function supervised(part: 'web' | 'worker', env: Record<string, string>) {
  let child: ChildProcess | null = null
  let isWanted = true
  const ends: string[] = []
  let complaint = ''
  let isReady = false
  const start = () => {
    complaint = ''
    isReady = false
    child = spawn(process.execPath, ['src/main.ts', part], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        const heard = `${complaint}${text}`
        isReady ||= heard.includes('"msg":"ready"') // asked before it is cut: much may be said in one breath
        complaint = heard.slice(-4_000)
      })
    child.once('exit', (code, signal) => {
      if (isReady && signal !== 'SIGKILL' && isWanted)
        ends.push(`${part} ended by itself (${code ?? signal}): ${complaint.slice(-600)}`)
      child = null
      isReady = false
      if (isWanted) setTimeout(start, START_AGAIN_MS)
    })
  }
  start()
  return {
    part,
    /** How it ended when nobody had killed it. A start while Postgres is coming up may fail: it is started again. */
    ends,
    isReady: () => isReady,
    said: () => complaint,
    /** False when it was not there, or had only just been started: nothing is learned from killing that. */
    kill: () => isReady && (child?.kill('SIGKILL') ?? false),
    async stop() {
      isWanted = false
      const last = child
      if (!last) return
      const gone = new Promise((resolve) => last.once('exit', resolve))
      last.kill('SIGKILL')
      await gone
    },
  }
}

/**
 * Loads the product once into Node's cache of compiled modules, so that a process which was killed is back in half the
 * time. Whoever is killed writes nothing into that cache itself.
 */
export function compileOnce(folder: string): { NODE_COMPILE_CACHE: string } {
  const env = { NODE_COMPILE_CACHE: folder }
  spawnSync(process.execPath, ['-e', "import('./src/main.ts')"], { env: { ...process.env, ...env } })
  return env
}

/** kill -9 of the whole database server; whoever keeps it running starts it again. */
export function killPostgres(dataDirectory: string): boolean {
  try {
    const [pid] = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')
    return process.kill(Number(pid), 'SIGKILL')
  } catch {
    return false // it is down just now
  }
}
