/** The stand-ins of demo mode: a process of its own, whose ports, keys and state are kept in DATA_DIR/sim. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import type { Env } from './environment.ts'
import { portNear } from './port.ts'
import { root } from './root.ts'
import { say } from './say.ts'

type Setup = {
  port: number
  smtpPort: number
  secrets: {
    RECALL_API_KEY: string
    RECALL_WEBHOOK_SECRET: string
    GOOGLE_CLIENT_ID: string
    GOOGLE_CLIENT_SECRET: string
    MICROSOFT_CLIENT_ID: string
    MICROSOFT_CLIENT_SECRET: string
    OPENAI_API_KEY: string
  }
}

export type StandIns = { url: string; smtpUrl: string; setup: Setup; stop(): Promise<void> }

const KILL_AFTER_MS = 10_000

/** Start them for a product at `appUrl`. A crash of theirs is said and they come back as they were. */
export async function startStandIns(dataDir: string, appUrl: string): Promise<StandIns> {
  const dir = join(dataDir, 'sim')
  mkdirSync(dir, { recursive: true })
  const setup = await readSetup(join(dir, 'setup.json'))
  let stopping = false
  let { child, url, smtpUrl } = await launch(dir, setup, appUrl)
  watch()

  function watch() {
    child.once('exit', async (code) => {
      if (stopping) return
      say(`! The stand-ins ended (${code ?? 'killed'}); starting them again.`)
      try {
        ;({ child } = await launch(dir, setup, appUrl))
        watch()
      } catch (error) {
        say(`✗ The stand-ins do not start: ${error instanceof Error ? error.message : error}`)
      }
    })
  }

  return {
    url,
    smtpUrl,
    setup,
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
      await gone
      clearTimeout(force)
    },
  }
}

/** Apart from our terminal's process group: a Ctrl-C reaches us, and we stop them after the product. */
async function launch(dir: string, setup: Setup, appUrl: string) {
  const child = spawn(process.execPath, [join(root, 'sim/main.ts')], {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...simEnv(dir, setup, appUrl) },
  })
  child.stdin.on('error', () => {}) // it ends with the child
  return { child: child as ChildProcess, ...(await readiness(child.stdout, child)) } // as: the pipes are used up here
}

function simEnv(dir: string, { port, smtpPort, secrets }: Setup, appUrl: string): Env {
  return {
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`SIM_${name}`, value])),
    SIM_DIR: dir,
    SIM_PORT: String(port),
    SIM_SMTP_PORT: String(smtpPort),
    SIM_APP_URL: appUrl,
    SIM_DEMO: '1',
    SIM_EXIT_WITH_PARENT: '1',
  }
}

function readiness(output: NodeJS.ReadableStream, child: ChildProcess) {
  return new Promise<{ url: string; smtpUrl: string }>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new CannotStart(`The stand-ins ended before they were ready (${code}).`)),
    )
    createInterface({ input: output }).on('line', (line) => {
      const [, url, smtpUrl] = line.match(/^sims ready (\S+) (\S+)/) ?? []
      if (url && smtpUrl) resolve({ url, smtpUrl })
      else say(`  stand-ins: ${line}`)
    })
  })
}

/** Chosen once; a port that was taken meanwhile is replaced. */
async function readSetup(file: string): Promise<Setup> {
  const kept: Setup | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null // ours: written below
  const port = await portNear(kept?.port ?? 0)
  const smtpPort = await portNear(kept?.smtpPort ?? 0)
  const setup = { port, smtpPort, secrets: kept?.secrets ?? newSecrets() }
  if (JSON.stringify(setup) !== JSON.stringify(kept))
    writeFileSync(file, JSON.stringify(setup, null, 2), { mode: 0o600 })
  return setup
}

function newSecrets(): Setup['secrets'] {
  const random = (name: string) => `sim-${name}-${randomBytes(9).toString('hex')}`
  return {
    RECALL_API_KEY: random('recall'),
    RECALL_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
    GOOGLE_CLIENT_ID: random('google-client'),
    GOOGLE_CLIENT_SECRET: random('google-secret'),
    MICROSOFT_CLIENT_ID: random('microsoft-client'),
    MICROSOFT_CLIENT_SECRET: random('microsoft-secret'),
    OPENAI_API_KEY: random('openai'),
  }
}
