/** A queue for tests that run thousands of jobs: as durable as the real one, run when it is told to, and at once. */
import { sql } from 'kysely'
import pg from 'pg'
import type { AnyTx, Db } from '../../src/db/db.ts'
import { json } from '../../src/db/json.ts'
import type { Job, Queue } from '../../src/jobs/define.ts'
import type { AnyJob } from '../../src/jobs/queue.ts'
import { isRefusal } from '../../src/lib/errors.ts'
import { Crash } from './crashes.ts'

const TABLE = `create table if not exists test_jobs
  (id bigserial primary key, name text not null, data jsonb not null, attempts integer not null default 0);
  grant all on test_jobs to liveconvo_app, liveconvo_system;
  grant all on sequence test_jobs_id_seq to liveconvo_app, liveconvo_system`
/** A job that fails this often is given up, as the real queue does after a while. */
const MOST_ATTEMPTS = 3
const AT_ONCE = 3

export async function installDurableQueue(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(TABLE)
  await owner.end()
}

type Row = { id: number; name: string; data: unknown; attempts: number }

export const durableQueue: Queue = {
  async add(tx: AnyTx, job: Job, input: unknown) {
    await sql`insert into test_jobs (name, data) values (${job.name}, ${json(input)}::jsonb)`.execute(tx)
  },
}

/** Run what waits, several at a time, until nothing is left. Jobs that a crash has cut off are run again. */
export async function runJobs<Needs extends { db: Db }>(
  jobs: readonly AnyJob<Needs>[],
  needs: Needs,
): Promise<number> {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  for (let ran = 0; ; ) {
    const { rows } = await sql<Row>`select * from test_jobs order by id limit ${AT_ONCE}`.execute(
      needs.db.kysely,
    )
    if (rows.length === 0) return ran
    await Promise.all(rows.map((row) => runOne(byName.get(row.name), needs, row)))
    ran += rows.length
  }
}

async function runOne<Needs extends { db: Db }>(
  job: AnyJob<Needs> | undefined,
  needs: Needs,
  row: Row,
): Promise<void> {
  try {
    await job?.run(needs, job.input.parse(row.data))
    await sql`delete from test_jobs where id = ${row.id}`.execute(needs.db.kysely)
  } catch (error) {
    if (!(error instanceof Crash) && !isRefusal(error)) throw error
    const isOver = row.attempts + 1 >= MOST_ATTEMPTS
    await (isOver
      ? sql`delete from test_jobs where id = ${row.id}`
      : sql`update test_jobs set attempts = attempts + 1 where id = ${row.id}`
    ).execute(needs.db.kysely)
  }
}
