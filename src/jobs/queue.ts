/** pg-boss as the queue. Its tables are made by the owner; the server logs in as liveconvo_app and only uses them. */
import { fromKysely, type JobResult, PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { AnyTx } from '#db/db.ts'
import type { Job, Queue } from '#jobs/define.ts'
import { stopwatch } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

/** Any input; the needs are checked: a worker that lacks one does not compile. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where jobs of every input meet
export type AnyJob<Needs> = Job<any, Needs>

const SLOTS = 4
const POLL_SECONDS = 0.5
const HEARTBEAT_SECONDS = 10
const EXPIRE_SECONDS = 120
const STOP_TIMEOUT_MS = 10_000

export type Worker = Queue & {
  /** Start taking jobs. */
  work<Needs>(jobs: readonly AnyJob<Needs>[], needs: Needs): Promise<void>
  /** Finish what runs, take nothing more. */
  stop(): Promise<void>
  /** How many jobs are waiting for now, or running. */
  pending(): Promise<number>
}

/** Make the queue's tables and one queue per job. Run by the migration, as the owner. */
export async function installQueue(ownerUrl: string, jobs: readonly AnyJob<never>[]): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false })
  boss.on('error', () => {}) // every call below throws by itself
  await boss.start()
  for (const { name, retry = { limit: 8, delaySeconds: 2 }, expireSeconds = EXPIRE_SECONDS } of jobs) {
    const options = {
      retryLimit: retry.limit,
      retryDelay: retry.delaySeconds,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: expireSeconds,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      deleteAfterSeconds: 86_400,
      notify: true,
    }
    if (await boss.getQueue(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, options)
  }
  await boss.stop({ graceful: false })
}

/** Connect to the queue as liveconvo_app. */
export async function connectQueue(url: string, log: Log): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    monitorIntervalSeconds: HEARTBEAT_SECONDS,
    reindex: false, // the app role does not own the indexes
  })
  boss.on('error', (err) => log.warn({ err }, 'the job queue had trouble'))
  await boss.start()

  return {
    async add<Input extends z.ZodType>(tx: AnyTx, job: Job<Input, never>, input: z.infer<Input>) {
      const data = job.input.parse(input) as object // every job's input is an object of ids
      await boss.send(job.name, data, { db: fromKysely(tx.withoutPlugins()) })
    },
    async work(jobs, needs) {
      for (const job of jobs) await startWorker(boss, job, needs, log)
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
    async pending() {
      const { rows } = await boss.getDb().executeSql(pendingQuery)
      return Number(rows[0]?.count)
    },
  }
}

const pendingQuery = `select count(*) from pgboss.job
  where state in ('created', 'retry', 'active') and start_after <= now() and name not like '\\_\\_pgboss%'`

async function startWorker<Needs>(boss: PgBoss, job: AnyJob<Needs>, needs: Needs, log: Log) {
  const options = {
    localConcurrency: job.slots ?? SLOTS, // each takes one job at a time: nobody waits for the slowest of a batch
    perJobResults: true,
    includeMetadata: true,
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: 1,
  } as const
  await boss.work<object, unknown, typeof options>(job.name, options, (tasks) =>
    Promise.all(
      tasks.map(async ({ id, data, retryCount }): Promise<JobResult> => {
        const elapsed = stopwatch()
        try {
          await job.run(needs, job.input.parse(data))
          log.debug({ job: job.name, jobId: id, ms: elapsed() }, 'a job is done')
          return { id, status: 'completed' }
        } catch (err) {
          const isFinal = err instanceof Refusal && !isWorthARetry(err)
          log[isFinal ? 'warn' : 'error'](
            { err, job: job.name, jobId: id, data, retryCount, ms: elapsed() },
            'a job failed',
          )
          return { id, status: isFinal ? 'deadletter' : 'failed', output: { message: String(err) } }
        }
      }),
    ),
  )
}

/** A refusal by a provider may pass; our own "no" stays. */
const isWorthARetry = ({ code, extra }: Refusal) =>
  code === 'provider_unavailable' ||
  code === 'provider_busy' ||
  code === 'provider_rate_limited' ||
  extra.retryAfterSeconds !== undefined
