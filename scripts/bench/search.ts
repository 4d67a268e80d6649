/**
 * `npm run bench:search [-- --sessions 10000 --lines 1000] [--json]`: what a ranked search costs over very many lines
 * (sessions × lines), under row-level security as the server does it, against the same search as the tables' owner.
 */
import { parseArgs } from 'node:util'
import pg from 'pg'
import { connect, type Db } from '../../src/db/db.ts'
import { startScratchPostgres } from '../../src/db/embedded.ts'
import { APP_ROLE_PASSWORD, appUrl, migrate } from '../../src/db/migrate.ts'
import { installQueue } from '../../src/jobs/queue.ts'
import { createLog } from '../../src/lib/log.ts'
import { createVault } from '../../src/lib/vault.ts'
import { searchMeetings } from '../../src/pipeline/search/search-meetings.ts'
import { allJobs } from '../../src/workload.ts'
import { command, say } from '../lib/say.ts'
import { type BenchLine, quantile } from './lines.ts'
import { fillLibrary, type Library, questionsFor } from './search/library.ts'

const ROUNDS = 3
const RATIO_GOAL = 1.5
const P95_GOAL_MS = 250

await command(async () => {
  const { values } = parseArgs({
    options: { sessions: { type: 'string' }, lines: { type: 'string' }, json: { type: 'boolean' } },
  })
  const [sessions, lines] = [Number(values.sessions ?? 10_000), Number(values.lines ?? 1_000)]
  const postgres = await startScratchPostgres(createLog('silent'))
  try {
    const password = createVault(['a secret for measuring']).derive(APP_ROLE_PASSWORD)
    await migrate({
      ownerUrl: postgres.url,
      appPassword: password,
      installQueue: (url) => installQueue(url, allJobs),
    })
    const began = performance.now()
    const library = await fillLibrary(postgres.url, { sessions, lines })
    const filledMs = performance.now() - began
    const told = await measure(postgres.url, appUrl(postgres.url, password), library)
    const size = `${sessions} sessions, ${sessions * lines} lines, ${library.chunks} chunks`
    const all: BenchLine[] = [
      { name: 'library', value: `${size}, filled in ${Math.round(filledMs / 1000)} s` },
      ...told,
    ]
    if (values.json) process.stdout.write(`${JSON.stringify(all)}\n`)
    else for (const { name, value, goal } of all) say(`${name}: ${value}${goal ? ` (goal ${goal})` : ''}`)
  } finally {
    await postgres.stop()
  }
  process.exit(0)
})

async function measure(ownerUrl: string, url: string, library: Library): Promise<BenchLine[]> {
  const [isolated, asOwner] = [connect(url), connect(ownerUrl)]
  try {
    await timed(isolated, library) // the first round warms both caches
    const mine = await timed(isolated, library)
    await freeOwner(ownerUrl)
    await timed(asOwner, library)
    const owners = await timed(asOwner, library)
    const [median, reference] = [quantile(mine, 0.5), quantile(owners, 0.5)]
    return [
      { name: 'search under isolation, p50', value: `${median.toFixed(1)} ms` },
      {
        name: 'search under isolation, p95',
        value: `${quantile(mine, 0.95).toFixed(1)} ms`,
        goal: `≤ ${P95_GOAL_MS} ms`,
      },
      { name: 'the same as owner, p50', value: `${reference.toFixed(1)} ms` },
      { name: 'isolation over owner, p50', value: (median / reference).toFixed(2), goal: `≤ ${RATIO_GOAL}` },
    ]
  } finally {
    await isolated[Symbol.asyncDispose]()
    await asOwner[Symbol.asyncDispose]()
  }
}

/** Every question of both people, several times: milliseconds each, from the question to the lines with their neighbours. */
async function timed(db: Db, { caller, guest, words }: Library): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const question of questionsFor(words))
      for (const person of [caller, guest]) {
        const began = performance.now()
        await searchMeetings({ db, embedder: null }, person, { question, filters: {}, limit: 20 })
        times.push(performance.now() - began)
      }
  return times
}

/** The owner of the tables is held by the policies as well, until they are no longer forced: only here. */
async function freeOwner(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    'select relname as name from pg_class where relforcerowsecurity',
  )
  for (const { name } of rows)
    await client.query(`alter table ${client.escapeIdentifier(name)} no force row level security`)
  await client.query('set role liveconvo_system') // whose function it is
  await client.query('grant execute on function search_places to public')
  await client.end()
}
