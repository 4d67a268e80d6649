/**
 * `npm run bench:calendar [-- --small] [--json]`: what the calendar engine costs, in one run: decisions and links per
 * second, a first read of very many events, requests per change, and how long a change takes to reach Recall.
 */
import { parseArgs } from 'node:util'
import { startScratchPostgres } from '../../src/db/embedded.ts'
import { APP_ROLE_PASSWORD, appUrl, migrate } from '../../src/db/migrate.ts'
import { installQueue } from '../../src/jobs/queue.ts'
import { createLog } from '../../src/lib/log.ts'
import { createVault } from '../../src/lib/vault.ts'
import { allJobs } from '../../src/workload.ts'
import { installDurableQueue } from '../../test/calendar-property/durable-queue.ts'
import { command, say } from '../lib/say.ts'
import { changes } from './calendar/changes.ts'
import { fullSync } from './calendar/full-sync.ts'
import { benchDecide } from './decide.ts'
import type { BenchLine } from './lines.ts'
import { benchLinks } from './links.ts'

const WHOLE = { organizations: 50, calendarsEach: 10, eventsEach: 1_000 }
const SMALL = { organizations: 4, calendarsEach: 5, eventsEach: 1_000 }

const inWords = ({ name, value, goal }: BenchLine) => `${name}: ${value}${goal ? ` (goal ${goal})` : ''}`

await command(async () => {
  const { values } = parseArgs({ options: { small: { type: 'boolean' }, json: { type: 'boolean' } } })
  const isSmall = values.small === true
  const told: BenchLine[] = []
  const tell = (lines: BenchLine[]) => {
    told.push(...lines)
    if (!values.json) for (const line of lines) say(inWords(line))
  }
  tell(await benchDecide({ isSmall }))
  tell(await benchLinks({ isSmall }))
  const postgres = await startScratchPostgres(createLog('silent'))
  try {
    const password = createVault(['a secret for measuring']).derive(APP_ROLE_PASSWORD)
    await migrate({
      ownerUrl: postgres.url,
      appPassword: password,
      installQueue: (url) => installQueue(url, allJobs),
    })
    await installDurableQueue(postgres.url)
    const url = appUrl(postgres.url, password)
    const where = { ownerUrl: postgres.url, url }
    tell(await changes(where, isSmall ? 6 : 30))
    tell(await fullSync(where, isSmall ? SMALL : WHOLE))
  } finally {
    await postgres.stop()
  }
  if (values.json) process.stdout.write(`${JSON.stringify(told)}\n`)
  process.exit(0)
})
