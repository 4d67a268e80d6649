/** The invariants of the storm in one process, asked about real processes: those that need only rows and the stand-ins. */
import { DateTime } from 'luxon'
import pg from 'pg'
import { chanceByList } from '../chance.ts'
import type { Verdict } from '../invariants/judge.ts'
import { invariants } from '../invariants/list.ts'
import { look } from '../invariants/look.ts'
import { openLedger } from '../ledger.ts'
import type { Known } from '../people.ts'
import type { World } from '../world.ts'
import type { Setting } from './setting.ts'

/** What the storm alone could know: every call that was made, every step that was taken, a replay under its clock. */
const ONLY_IN_ONE_PROCESS = [
  'I-04',
  'I-06',
  'I-09',
  'I-11',
  'I-15',
  'I-17',
  'I-19',
  'I-21',
  'I-26',
  'I-44',
  'I-45',
]

export async function judgeEnd({ sims, databaseUrl, secret }: Setting, known: Known): Promise<Verdict> {
  const eye = new pg.Client({ connectionString: databaseUrl })
  await eye.connect()
  await eye.query('set role liveconvo_system')
  const ask = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await eye.query(text, values)).rows
  const ledger = openLedger()
  for (const { id, event, lastStatus, sentAt } of sims.recall.messages(10_000))
    ledger.received.push({ at: sentAt, sender: 'recall', event, messageId: id, status: lastStatus ?? 0 })
  const world = {
    ...{ ask, sims, secret, seed: 0, chance: chanceByList([]), network: { ledger } },
    counts: { broken: [] },
    clock: { now: () => DateTime.fromMillis(sims.clock.now(), { zone: 'utc' }) },
  } as unknown as World // the checks below ask for nothing else

  const verdict: Verdict = { counts: new Map(), broken: null }
  const seen = await look(world)
  for (const { id, says, always, end } of invariants.filter((one) => !ONLY_IN_ONE_PROCESS.includes(one.id)))
    for (const check of [always, end]) {
      if (!check || verdict.broken) continue
      const [breach] = await check(seen, world, known)
      verdict.counts.set(id, (verdict.counts.get(id) ?? 0) + 1)
      if (breach !== undefined) verdict.broken = `${id} ${says}: ${breach}`
    }
  if (!verdict.broken) verdict.broken = await lostJob(ask)
  await eye.end()
  return verdict
}

/** I-18, where the queue is the real one. */
async function lostJob(ask: World['ask']): Promise<string | null> {
  const [lost] = await ask<{ name: string; output: unknown }>(
    `select name, output from pgboss.job where state = 'failed' and output is null limit 1`,
  )
  return lost ? `I-18 no job is lost: ${lost.name} was given up without a reason` : null
}
