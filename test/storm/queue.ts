/**
 * The storm's queue: a job is a row of the same transaction that asks for it, as with pg-boss, but it runs when the
 * storm picks it, on the storm's clock. How pg-boss itself behaves is the business of the storm with real processes.
 */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { AnyTx } from '#db/db.ts'
import type { Job, Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import type { Ask } from './world.ts'

/** Made by the owner, once per template. */
export const QUEUE_TABLE = `create table storm_jobs (
    id bigint generated always as identity primary key, name text not null, data jsonb not null,
    state text not null default 'waiting', tries integer not null default 0, due timestamptz not null, said text);
  grant select, insert, update on storm_jobs to liveconvo_app, liveconvo_system;`

export const stormQueue = (clock: Clock): Queue => ({
  async add<Input extends z.ZodType>(tx: AnyTx, job: Job<Input, never>, input: z.infer<Input>) {
    const data = JSON.stringify(job.input.parse(input))
    await sql`insert into storm_jobs (name, data, due) values (${job.name}, ${data}::jsonb, ${clock.now()})`.execute(
      tx,
    )
  },
})

type Change = { state: 'waiting' | 'active' | 'done' | 'given up'; due?: Date; tries?: number; said?: string }

export const changeJob = (ask: Ask, id: number, { state, due, tries, said }: Change) =>
  ask(
    `update storm_jobs set state = $2, said = $3, due = coalesce($4, due), tries = coalesce($5, tries) where id = $1`,
    [id, state, said ?? null, due ?? null, tries ?? null],
  )

/** A worker died: what it was at is taken over when its heartbeat has been missed. */
export const takeOver = (ask: Ask, at: Date) =>
  ask(`update storm_jobs set state = 'waiting', tries = tries + 1, due = $1 where state = 'active'`, [at])
