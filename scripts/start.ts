/**
 * `npm start`: from a fresh clone to the first page. Builds what is missing, brings the database, in demo mode the
 * stand-ins and a demo organization, starts the product, and says what is real. Ctrl-C stops all of it.
 * `node scripts/start.ts web` and `… worker` are the two halves of a larger set-up, on a DATABASE_URL.
 */
import { type Config, readConfig } from '../src/config.ts'
import { hasVector } from '../src/db/features.ts'
import { type Database, openDatabase } from './lib/database.ts'
import { demoEnv } from './lib/demo-env.ts'
import { readDemoLogin } from './lib/demo-login.ts'
import { type Env, readEnvironment } from './lib/environment.ts'
import { type Halves, prepareFolder, readHalves } from './lib/halves.ts'
import { freePort } from './lib/port.ts'
import { type Product, startProduct } from './lib/product.ts'
import { command, say, step } from './lib/say.ts'
import { seedDemo } from './lib/seed-demo.ts'
import { onStopSignal } from './lib/signals.ts'
import { type StandIns, startStandIns } from './lib/stand-ins.ts'
import { buildWebApp } from './lib/web-app.ts'
import { drawTable, whatIsReal } from './lib/what-is-real.ts'

type Part = { stop(): Promise<void> }

/** In the order of starting; stopped in the reverse one, so that nothing loses what it stands on. */
const parts: Promise<Part>[] = []
let stopping = false

await command(async () => {
  const given = readEnvironment()
  const asked = readConfig(given)
  const halves = readHalves(process.argv[2], asked)
  prepareFolder(asked.dataDir)
  onStopSignal(stopAll)
  try {
    await start(given, asked, halves)
  } catch (error) {
    if (stopping) return // the signal's handler ends the process
    await stopAll()
    throw error
  }
})

async function start(given: Env, asked: Config, halves: Halves) {
  say(`LiveConvo${asked.demo ? ', demo mode: the providers are stand-ins on this machine' : ''}`)
  const port = halves.web ? await freePort(asked.port, asked.host) : asked.port
  const appUrl = `http://127.0.0.1:${port}`
  const [[database, standIns]] = await Promise.all([
    databaseAndStandIns(asked, appUrl),
    halves.web
      ? step('Building the web app', (built) => (built ? 'Built the web app' : 'Web app'), buildWebApp)
      : null,
  ])

  if (stopping) return
  const env = {
    ...(standIns ? demoEnv(given, standIns) : given),
    PORT: String(port),
    DATABASE_URL: database.url,
  }
  const config = readConfig(env)
  const product = await keep(step('Starting the product', 'Product', () => startProduct(config, halves)))
  if (standIns)
    await step('Preparing the demo', 'Demo organization', () => seedDemo(config, standIns, product))

  const vector = (await hasVector(product.context.db))
    ? 'with pgvector'
    : 'without pgvector, which is optional'
  const where = database.kind === 'embedded' ? `Postgres 18 in ${asked.dataDir}` : 'the one of DATABASE_URL'
  report(config, `${where}, ${vector}`, standIns, product)
  say(halves.web ? `ready ${appUrl}` : 'ready')
}

/** One after the other: the database is what refuses a second start on this folder, and so guards the stand-ins' files. */
async function databaseAndStandIns(asked: Config, appUrl: string): Promise<[Database, StandIns | null]> {
  const database = await keep(
    step(
      'Starting the database',
      ({ kind }) => `Database (${kind})`,
      () => openDatabase(asked, lost),
    ),
  )
  if (stopping || !asked.demo) return [database, null]
  const start = () => startStandIns(asked.dataDir, appUrl)
  return [database, await keep(step('Starting the stand-ins', 'Stand-ins', start))]
}

function report(config: Config, database: string, standIns: StandIns | null, product: Product) {
  say(`\n${drawTable(whatIsReal(config, database, addressesOf(standIns)))}\n`)
  if (standIns) {
    const { email, password } = readDemoLogin(config.dataDir)
    say(`  Sign in with   ${email}   ${password}`)
    say(`  Stand-ins      ${standIns.url}   (mailbox: ${standIns.url}/mail)\n`)
  }
  if (product.setUpLink && !standIns)
    say(`  Make the first account (this link works once): ${product.setUpLink}\n`)
}

function addressesOf(standIns: StandIns | null): string[] {
  return standIns ? [standIns.url, standIns.smtpUrl].filter((url) => url !== '-') : []
}

/** Remember what has to be stopped, from the moment that it begins to start. */
function keep<T extends Part>(opening: Promise<T>): Promise<T> {
  parts.push(opening)
  return opening
}

async function stopAll() {
  stopping = true
  const opened = await Promise.allSettled(parts)
  for (const part of opened.reverse()) if (part.status === 'fulfilled') await part.value.stop()
}

function lost(reason: Error) {
  say(`✗ ${reason.message}`)
  process.kill(process.pid, 'SIGTERM')
}
