/** Everything that a storm with real processes needs: a Postgres, the stand-ins with a fast clock, networks, people. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '#db/embedded.ts'
import { APP_ROLE_PASSWORD, appUrl, migrate } from '#db/migrate.ts'
import { installQueue } from '#jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { createVault } from '#lib/vault.ts'
import { type Sims, startSims } from '../../../sim/world.ts'
import { readConfig } from '../../../src/config.ts'
import { providers } from '../../../src/context.ts'
import { allJobs } from '../../../src/workload.ts'
import { TEST_SECRET } from '../../secret.ts'
import { QUEUE_TABLE } from '../queue.ts'
import { secrets } from '../world.ts'
import { type BadNetwork, badNetwork } from './bad-network.ts'

export type Setting = Awaited<ReturnType<typeof openSetting>>

/** `ports` are where the two web processes listen. */
export async function openSetting(seed: number, ports: number[]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'liveconvo-chaos-'))
  chmodSync(dataDir, 0o711) // as root, Postgres passes through as another user
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog('silent'), purpose: 'scratch' })
  const password = createVault([TEST_SECRET]).derive(APP_ROLE_PASSWORD)
  await migrate({
    ownerUrl: postgres.url,
    appPassword: password,
    installQueue: (url) => installQueue(url, allJobs),
  })
  const admin = new pg.Client({ connectionString: postgres.adminUrl })
  await admin.connect()
  const { rows } = await admin.query(`select setting from pg_settings where name = 'data_directory'`)
  await admin.end()
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query(QUEUE_TABLE) // the checks look into it; here it stays empty
  await owner.end()

  const networks: BadNetwork[] = []
  const through = async (name: string, targets: () => number[]) => {
    const network = await badNetwork(name, seed, targets)
    networks.push(network)
    return network.port
  }
  const publicUrl = `http://127.0.0.1:${await through('to the doors', () => ports)}`
  const sims = await startSims({
    ...{ dir: null, port: 0, smtpPort: 0, appUrl: publicUrl, demo: false },
    secrets,
  })
  const standIns = await through('to the providers', () => [portOf(sims.url)])
  const database = await through('to Postgres', () => [portOf(postgres.url)])

  const env = (providersPort: number, databaseUrl: string) =>
    environment(sims, { publicUrl, dataDir, providers: providersPort, databaseUrl })

  return {
    ...{ sims, publicUrl, networks, dataDir, secret: TEST_SECRET },
    /** The providers, past the bad network. */
    direct: providers(readConfig(env(portOf(sims.url), postgres.url))),
    dataDirectory: String(rows[0]?.setting),
    /** Past the bad network. */
    databaseUrl: appUrl(postgres.url, password),
    env: env(standIns, onPort(postgres.url, database)),
    calm() {
      for (const network of networks) network.calm()
    },
    async close() {
      for (const network of networks) network.close()
      await sims.close()
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Places = { publicUrl: string; dataDir: string; providers: number; databaseUrl: string }

function environment(
  sims: Sims,
  { publicUrl, dataDir, providers, databaseUrl }: Places,
): Record<string, string> {
  const at = `http://127.0.0.1:${providers}`
  return {
    ...{
      DEMO: '1',
      SECRET: TEST_SECRET,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PUBLIC_URL: publicUrl,
    },
    ...{ CLOCK_URL: `${sims.url}/clock`, LOG_LEVEL: 'info' },
    ...{ RECALL_API_KEY: secrets.recallApiKey, RECALL_BASE_URL: `${at}/recall` },
    RECALL_WEBHOOK_SECRETS: secrets.recallWebhookSecret,
    ...{ GOOGLE_CLIENT_ID: secrets.googleClientId, GOOGLE_CLIENT_SECRET: secrets.googleClientSecret },
    GOOGLE_BASE_URL: `${at}/google`,
    ...{
      MICROSOFT_CLIENT_ID: secrets.microsoftClientId,
      MICROSOFT_CLIENT_SECRET: secrets.microsoftClientSecret,
    },
    ...{ MICROSOFT_LOGIN_URL: `${at}/microsoft/login`, MICROSOFT_GRAPH_URL: `${at}/microsoft/graph` },
    ...{ OPENAI_API_KEY: secrets.openaiApiKey, OPENAI_BASE_URL: `${at}/openai/v1`, SMTP_URL: sims.smtpUrl },
  }
}

const portOf = (url: string) => Number(new URL(url).port)

function onPort(url: string, port: number): string {
  const copy = new URL(url)
  copy.port = String(port)
  return copy.toString()
}
