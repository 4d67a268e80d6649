/** The storm's world: the stand-ins, one clock that stands still, one database, and the product that lives and dies in it. */
import { DateTime } from 'luxon'
import pg from 'pg'
import { type ManualClock, manualClock } from '#lib/manual-clock.ts'
import { type Sims, startSims } from '../../sim/world.ts'
import { readConfig } from '../../src/config.ts'
import { connect, type Db } from '../../src/db/db.ts'
import { loadHarness } from '../../src/lib/crash-point.ts'
import { type Chance, chanceByList, chanceBySeed, unit } from './chance.ts'
import { faults, strengthOf } from './faults.ts'
import { asNobody, fibre, inTurn, runAs, whollyEnded } from './fibre.ts'
import { stormHarness } from './harness.ts'
import { openNetwork } from './network.ts'
import { type Process, startProcess } from './process.ts'
import { takeOver } from './queue.ts'
import type { Script } from './script.ts'
import { beginSeeded, endSeeded } from './seeded.ts'
import { openTrace } from './trace.ts'

export const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const APP_URL = 'http://127.0.0.1:9' // nobody listens there: the network knows where the product is
const HEARTBEAT_SECONDS = 20

export type Ask = <T>(text: string, values?: unknown[]) => Promise<T[]>
export type World = Awaited<ReturnType<typeof openWorld>>
type Options = { script: Script; databaseUrl: string; secret: string }

export async function openWorld({ script, databaseUrl, secret }: Options) {
  const { seed } = script
  const clock = manualClock(START)
  const trace = openTrace(() => clock.now().toISO({ includeOffset: false }) ?? '')
  const chance: Chance = script.faults ? chanceByList(script.faults) : chanceBySeed(seed, strengthOf(seed))
  const counts = {
    steps: 0,
    kills: 0,
    passed: new Map<string, number>(),
    broken: [] as string[],
    unheard: [] as string[],
  }
  let product: Process | null = null
  let started = 0
  let upAgainAt: DateTime = START
  let skewMs = 0
  let meanwhile = async () => {}
  /** What began while an answer was on its way, and has not ended. */
  const underWay = new Set<Promise<void>>()
  let calmSince: number | null = null
  beginSeeded({ seed, pause })

  const sims = await startSims({
    ...{ dir: null, port: 0, smtpPort: 0, clock: simClock(clock), appUrl: APP_URL, demo: false, secrets },
  })
  const watch: Db = connect(databaseUrl, { poolSize: 1 })
  const eye = new pg.Client({ connectionString: databaseUrl })
  await eye.connect()
  await eye.query('set role liveconvo_system')
  /** The storm's own question or order: sees everything, in one round trip. */
  const prepared = new Map<string, string>()
  const ask = async <T>(text: string, values: unknown[] = []): Promise<T[]> => {
    const name = prepared.get(text) ?? `eye_${prepared.size}`
    prepared.set(text, name)
    return (await eye.query({ name, text, values })).rows
  }
  const note = (what: string, where: string) => trace.add('  ', where, what)
  const broken = (sentence: string) => void counts.broken.push(sentence)
  const network = openNetwork({
    ...{ chance, simsUrl: sims.url, appUrl: APP_URL, note, broken, now: () => clock.now().toMillis() },
    door: () => (product?.isDead ? null : product),
    meanwhile: besides,
    settle: () => settled(sims),
  })
  globalThis.fetch = network.fetch
  const harness = stormHarness({
    ...{ chance, note, broken },
    passed: (point) => void counts.passed.set(point, (counts.passed.get(point) ?? 0) + 1),
    die: () => product?.die(),
    approach: (port) => (port === 'mailer.send' ? meetMailFault() : Promise.resolve()),
  })
  loadHarness(harness)
  const unheard = (error: unknown) => void (isGone(error) || counts.unheard.push(sayError(error)))
  process.on('unhandledRejection', unheard)

  async function meetMailFault() {
    const what = chance.meet('mailer.send', faults.mail)
    sims.mail.refuse(what === 'mail: 451' ? 451 : null)
    if (what !== null) note(what, 'mailer.send')
    if (what === 'mail: accepted, then reset') sims.mail.dropAfterData()
    if (what === 'mail: slow') await besides()
  }

  async function besides() {
    const mine = asNobody(meanwhile)
    underWay.add(mine)
    await mine.finally(() => underWay.delete(mine))
  }

  /** A pause of the product's is time that passes, when nothing else of its fibre is on its way. */
  async function pause(ms: number) {
    const mine = fibre()
    const pass = () => asNobody(() => passTime(clock.now().plus({ milliseconds: ms })))
    await (mine ? inTurn(mine, pass) : pass())
  }

  /** The clock, with everything that comes due on the way and what the providers send because of it. */
  async function passTime(until: DateTime) {
    await clock.advanceTo(until)
    await settled(sims)
  }

  async function restart() {
    product = await startProcess({
      ...{ config: configFor(sims, databaseUrl), secret, databaseUrl, publicUrl: APP_URL, number: ++started },
      clock: { ...clock, now: () => clock.now().plus({ milliseconds: skewMs }) },
    })
    await takeOver(ask, clock.now().plus({ seconds: HEARTBEAT_SECONDS }).toJSDate())
  }

  /** It has died: what it held is given free, and the time is set at which somebody starts it again. */
  async function buryTheDead() {
    if (!product?.isDead) return
    await product.remove()
    await goneFrom(ask, `storm-${started}`)
    product = null
    counts.kills++
    const how = chance.meet('restart', faults.restart)
    if (how !== null) note(how, 'restart')
    const seconds = how === 'restart: after an hour' ? 3_900 : how === 'restart: after minutes' ? 150 : 5
    upAgainAt = clock.now().plus({ seconds })
    trace.add('process', 'died', `until ${upAgainAt.toISO()}`)
  }

  return {
    ...{
      script,
      seed,
      clock,
      sims,
      watch,
      ask,
      trace,
      chance,
      network,
      counts,
      passTime,
      restart,
      buryTheDead,
      secret,
    },
    product: () => product,
    upAgainAt: () => upAgainAt,
    /** When the faults ended; null during the storm. */
    calmSince: () => calmSince,
    /** The storm is over. */
    calm() {
      chance.calm()
      skewMs = 0
      calmSince = clock.now().toMillis()
    },
    /** Runs something of the product's in its process; how it ended, in a word. */
    async inProcess(label: string, work: (process: Process) => Promise<unknown>): Promise<string> {
      const here = product
      const around = new Set(underWay)
      if (!here || here.isDead) return 'down'
      const mine = here.fibre(label)
      const run = runAs(mine, () => work(here))
      const outcome = await Promise.race([
        run.then(
          (said) => (typeof said === 'string' || typeof said === 'number' ? String(said) : 'ok'),
          sayError,
        ),
        here.died.then(() => 'died'),
      ])
      await whollyEnded(mine)
      for (const inner of underWay) if (!around.has(inner)) await inner // what it waited for may be what killed it
      await settled(sims)
      await buryTheDead()
      return outcome
    },
    skew(ms: number) {
      skewMs = ms
    },
    whileWaiting(work: () => Promise<void>) {
      meanwhile = work
    },
    /** Something between 0 and 1 for a choice of the storm's own. */
    draw: (what: string) => unit(seed, what, counts.steps),
    async close() {
      loadHarness(null)
      endSeeded()
      process.off('unhandledRejection', unheard)
      await product?.remove()
      await sims.close()
      await eye.end()
      await watch[Symbol.asyncDispose]()
    },
  }
}

const sayError = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** Of the dead: what they were at when their connections were closed is nobody's any more. */
const isGone = (error: unknown) => error instanceof Error && error.message.startsWith('Connection terminated')

const simClock = (clock: ManualClock) => ({
  now: () => clock.now().toMillis(),
  at: (ms: number, run: () => void | Promise<void>) =>
    clock.at(DateTime.fromMillis(ms, { zone: 'utc' }), run),
})

/** Twice: what one provider says may make another one speak. */
async function settled(sims: Sims) {
  await sims.idle()
  await sims.idle()
}

/** Until Postgres has noticed that the connections of the dead are gone, and undone what they had begun. */
async function goneFrom(ask: Ask, name: string): Promise<void> {
  const left = () => ask('select 1 from pg_stat_activity where application_name = $1', [name])
  while ((await left()).length > 0) await new Promise((go) => setTimeout(go, 2))
}

export const secrets = {
  recallApiKey: 'storm-recall-key',
  recallWebhookSecret: `whsec_${btoa('a secret of the storm, long enough for it')}`,
  ...{ googleClientId: 'storm-google', googleClientSecret: 'storm-google-secret' },
  ...{ microsoftClientId: 'storm-microsoft', microsoftClientSecret: 'storm-microsoft-secret' },
  openaiApiKey: 'storm-openai-key',
}

const configFor = (sims: Sims, databaseUrl: string) =>
  readConfig({
    DEMO: '1',
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: APP_URL,
    RECALL_API_KEY: secrets.recallApiKey,
    RECALL_BASE_URL: `${sims.url}/recall`,
    RECALL_WEBHOOK_SECRETS: secrets.recallWebhookSecret,
    GOOGLE_CLIENT_ID: secrets.googleClientId,
    GOOGLE_CLIENT_SECRET: secrets.googleClientSecret,
    GOOGLE_BASE_URL: `${sims.url}/google`,
    MICROSOFT_CLIENT_ID: secrets.microsoftClientId,
    MICROSOFT_CLIENT_SECRET: secrets.microsoftClientSecret,
    MICROSOFT_LOGIN_URL: `${sims.url}/microsoft/login`,
    MICROSOFT_GRAPH_URL: `${sims.url}/microsoft/graph`,
    OPENAI_API_KEY: secrets.openaiApiKey,
    OPENAI_BASE_URL: `${sims.url}/openai/v1`,
    SMTP_URL: sims.smtpUrl,
  })
