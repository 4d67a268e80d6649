/**
 * The bots room with nothing around it: real rows, Recall's stand-in over HTTP, the doors for its messages. No worker
 * runs, so that a test decides when a turn is taken, where it dies, and which answer is lost on the way.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { DateTime } from 'luxon'
import { Counter, Registry } from 'prom-client'
import { hooks } from '#api/hooks.ts'
import { problems } from '#api/problem.ts'
import { converge } from '#bots/converging/converge.ts'
import { callBudget } from '#bots/recall/call-budget.ts'
import { recallOverHttp } from '#bots/recall/recall.ts'
import { lookAtBot } from '#bots/watching/look-at-bot.ts'
import { readConfig } from '#config.ts'
import type { Murmur } from '#events/murmurs.ts'
import { connectQueue } from '#jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { createVault } from '#lib/vault.ts'
import { drainOnce } from '#webhooks/drain.ts'
import { startSims } from '../sim/world.ts'
import { inbound } from '../src/switchboard.ts'
import { freshDatabase } from './database.ts'
import { simClock } from './world.ts'

export const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
export const WEBHOOK_SECRET = `whsec_${btoa('a secret of the bots room, long')}`
const RECALL_KEY = 'room-recall-key'
const SECRET = 'a secret for the bots room, long enough'

export type BotsRoom = Awaited<ReturnType<typeof botsRoom>>

export async function botsRoom() {
  const clock = manualClock(START)
  const log = createLog('silent')
  const data = await freshDatabase()
  const vault = createVault([SECRET])
  const env = {
    ...{ RECALL_API_KEY: RECALL_KEY, RECALL_WEBHOOK_SECRETS: WEBHOOK_SECRET },
    ...{ DATABASE_URL: data.url, PUBLIC_URL: 'https://notes.acme.test' },
  }
  const refused = new Counter({
    ...{ name: 'refused', help: '-', labelNames: ['sender', 'why'], registers: [new Registry()] },
  })
  const murmurs: Murmur[] = []
  const notifier = { murmur: (words: Murmur) => void murmurs.push(words) }
  const door = hooks({ config: readConfig(env), db: data.db, clock, vault, log, notifier }, { refused })
  const server = express().use('/hooks', door).use(problems(log)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  const url = `http://127.0.0.1:${port}`
  const sims = await startSims({
    ...{ dir: null, port: 0, smtpPort: 0, clock: simClock(clock), appUrl: url, demo: false },
    secrets: {
      ...{ recallApiKey: RECALL_KEY, recallWebhookSecret: WEBHOOK_SECRET, openaiApiKey: '-' },
      ...{ googleClientId: '-', googleClientSecret: '-', microsoftClientId: '-', microsoftClientSecret: '-' },
    },
  })
  const network = {
    loses: null as 'the request' | 'the answer' | null,
    /** Said once, in place of whatever Recall would say. */
    answers: null as { status: number; body: object } | null,
    calls: [] as string[],
  }
  const recall = recallOverHttp({
    ...{ baseUrl: `${sims.url}/recall`, apiKey: RECALL_KEY, pausesMs: [] },
    ...{ environment: 'room', budget: callBudget(data.db, clock) },
    async fetch(input, init) {
      const call = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname.replace(/^.*\/bot\//, '/bot/')}`
      network.calls.push(call)
      if (network.loses === 'the request') throw broken()
      const { answers } = network
      network.answers = null
      if (answers) return Response.json(answers.body, { status: answers.status })
      const answer = await fetch(input, init)
      if (network.loses === 'the answer') throw broken()
      return answer
    },
  })
  const jobs = await connectQueue(data.url, log)
  const needs = { db: data.db, jobs, clock, log, vault, recall, publicUrl: url }

  return {
    ...{ ...needs, needs, url, sims, network, refused, murmurs },
    /** Take turns with every bot that is due, as the workers would. */
    async work() {
      const due = await needs.db.asSystem((tx) =>
        tx
          .selectFrom('bots')
          .select(['organizationId', 'id'])
          .whereRef('wishNumber', '>', 'agreedNumber')
          .orderBy('createdAt')
          .orderBy('generation')
          .execute(),
      )
      for (const bot of due) await converge(needs, bot.organizationId, bot.id)
    },
    /** Look at every bot whose time for it has come. */
    async look() {
      const due = await needs.db.asSystem((tx) =>
        tx.selectFrom('bots').select(['organizationId', 'id']).where('watchAt', '<=', clock.now()).execute(),
      )
      for (const bot of due) await lookAtBot(needs, bot.organizationId, bot.id)
    },
    drain: () => drainOnce({ ...needs, inbound }),
    /** Let time pass, with what it causes at Recall, and take what it says. */
    async until(instant: DateTime) {
      await clock.advanceTo(instant)
      await sims.idle()
      await drainOnce({ ...needs, inbound })
    },
    inbox: () => needs.db.asSystem((tx) => tx.selectFrom('webhookInbox').selectAll().orderBy('id').execute()),
    async [Symbol.asyncDispose]() {
      await jobs.stop()
      await sims.close()
      server.closeAllConnections()
      server.close()
      await data[Symbol.asyncDispose]()
    },
  }
}

/** As fetch says that a connection broke while the other side may have heard us. */
const broken = () => new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
