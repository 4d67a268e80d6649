/**
 * A meeting that has just ended: the Recall stand-in has recorded it, our rows know its bot, and a queue is ready to
 * do what comes after. Recall, the model and the mail server are the stand-ins, over real HTTP and SMTP.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { DateTime } from 'luxon'
import type { SimClock } from '../sim/clock.ts'
import { mailSim } from '../sim/mail/mail.ts'
import { openaiSim } from '../sim/openai/openai.ts'
import { openStore } from '../sim/store.ts'
import { type Sims, startSims } from '../sim/world.ts'
import { completePeopleJob } from '../src/bots/life/complete-people.ts'
import { recallOverHttp } from '../src/bots/recall/recall.ts'
import type { Db } from '../src/db/db.ts'
import { json, type Participant } from '../src/db/json.ts'
import { emit } from '../src/events/events.ts'
import { settling } from '../src/events/settle.ts'
import { connectQueue } from '../src/jobs/queue.ts'
import { newId } from '../src/lib/ids.ts'
import { createLog } from '../src/lib/log.ts'
import { type ManualClock, manualClock } from '../src/lib/manual-clock.ts'
import { createVault } from '../src/lib/vault.ts'
import { sendMail } from '../src/mail/jobs.ts'
import { mailerOverSmtp } from '../src/mail/smtp.ts'
import { finalizeSession } from '../src/pipeline/jobs.ts'
import { modelOverHttp } from '../src/pipeline/model/openai.ts'
import { indexSession } from '../src/pipeline/search/index-session.ts'
import { summarizeSession } from '../src/pipeline/summarizing/summary-job.ts'
import { reactions } from '../src/switchboard.ts'
import { anOrganization, aUser } from './builders.ts'
import { freshDatabase } from './database.ts'
import { TEST_SECRET } from './secret.ts'

export const PUBLIC_URL = 'https://notes.acme.test'
const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const secrets = {
  recallApiKey: 'over-recall-key',
  recallWebhookSecret: `whsec_${btoa('a secret for meetings that are over')}`,
  ...{ googleClientId: '-', googleClientSecret: '-', microsoftClientId: '-', microsoftClientSecret: '-' },
  openaiApiKey: 'over-openai-key',
}

type Options = {
  /** A script in sim/meetings, perhaps with a course (`&sim=…`); null: the bot was refused and recorded nothing. */
  plays?: string | null
  /** The model's name, which chooses how the stand-in behaves; null: no model is configured. */
  model?: string | null
  /** Whether a mail server is configured. */
  mail?: boolean
  owner?: { email: string; fullName: string }
  participants?: Participant[]
}
export type MeetingOver = Awaited<ReturnType<typeof meetingOver>>

export async function meetingOver(options: Options = {}) {
  const { plays = 'launch-checkpoint', model = 'sim-notes', mail = true } = options
  const clock = manualClock(START)
  const data = await freshDatabase()
  const sims = await startSims({
    ...{ dir: null, port: 0, smtpPort: 0, clock: simClock(clock), appUrl: 'http://127.0.0.1:9' },
    ...{ secrets, demo: false },
  })
  const recall = recallOverHttp({ baseUrl: `${sims.url}/recall`, apiKey: secrets.recallApiKey })
  const mailbox = mailSim({ clock: simClock(clock), store: openStore(null), smtpPort: 0 })
  await mailbox.start()
  const models = await modelServer(clock)
  const log = createLog('silent')
  const jobs = await connectQueue(data.url, log)
  data.db.onCommit(
    settling({ reactions, needs: { jobs, clock, publicUrl: PUBLIC_URL }, clock, announce: () => {} }),
  )
  const mailer = mail ? mailerOverSmtp({ url: mailbox.smtpUrl(), from: 'LiveConvo <notes@acme.test>' }) : null
  const vault = createVault([TEST_SECRET])
  const needs = {
    ...{ db: data.db, clock, log, jobs, recall, mailer, vault, publicUrl: PUBLIC_URL },
    embedder: null,
    model: model ? modelOverHttp({ apiKey: secrets.openaiApiKey, baseUrl: models.url, model }) : null,
  }

  const recallBotId = await attend(sims, recall, clock, plays)
  const rows = await rowsOf(data.db, clock.now(), { ...options, recallBotId, isRecorded: plays !== null })
  await jobs.work([finalizeSession, completePeopleJob, summarizeSession, indexSession, sendMail], needs)

  return {
    ...{ ...rows, clock, db: data.db, sims, mailbox, needs, jobs },
    /** Recall said it, or a person did: emit the event in a transaction of its own. */
    say: (name: 'transcript.ready' | 'bot.ended') =>
      data.db.asOrganization(rows.organizationId, async (tx) => emit(tx, name, rows)),
    /** Until no job is waiting or running. */
    settle: () => untilQuiet(() => jobs.pending()),
    async [Symbol.asyncDispose]() {
      await jobs.stop()
      mailer?.close()
      await mailbox.close()
      models.close()
      await sims.close()
      await data[Symbol.asyncDispose]()
    },
  }
}

/** The stand-ins follow the same clock; they count milliseconds. */
const simClock = (clock: ManualClock): SimClock => ({
  now: () => clock.now().toMillis(),
  at: (ms, run) => clock.at(DateTime.fromMillis(ms, { zone: 'utc' }), run),
})

/** Send a bot and let the whole meeting pass. */
async function attend(
  sims: Sims,
  recall: ReturnType<typeof recallOverHttp>,
  clock: ManualClock,
  plays: string | null,
): Promise<string> {
  const { recallBotId } = await recall.scheduleBot({
    ...{ intentId: newId(), epoch: 1, organizationId: newId(), occurrenceId: newId(), generation: 1 },
    meetingUrl: `https://meet.google.com/abc-defg-hij?${plays ? `play=${plays}` : 'sim=refuse'}`,
    ...{
      joinAt: null,
      botName: 'Notes',
      greeting: null,
      realtimeUrl: 'http://127.0.0.1:9/hooks/recall/live/t',
    },
  })
  for (
    let minute = 0;
    minute < 240 && !sims.recall.bots().every(({ place }) => ['ended', 'gone'].includes(place));
    minute++
  )
    await clock.advanceTo(clock.now().plus({ minutes: 1 }))
  await clock.advanceTo(clock.now().plus({ minutes: 5 }))
  return recallBotId
}

type Rows = Options & { recallBotId: string; isRecorded: boolean }

async function rowsOf(db: Db, now: DateTime, { recallBotId, isRecorded, ...options }: Rows) {
  const { owner = { email: 'maya@northwind.example', fullName: 'Maya Keller' }, participants = [] } = options
  const organizationId = await anOrganization(db)
  const ownerId = await aUser(db, { ...owner, organizationId })
  const ids = { sessionId: newId(), botId: newId(), occurrenceId: newId() }
  await db.asOrganization(organizationId, async (tx) => {
    const times = { createdAt: START, updatedAt: START }
    await tx
      .insertInto('sessions')
      .values({
        ...{ organizationId, id: ids.sessionId, userId: ownerId, title: 'Launch checkpoint', ...times },
        ...{ status: isRecorded ? 'processing' : 'active', meetingPlatform: 'google_meet' },
        ...{ scheduledStart: START, scheduledEnd: START.plus({ minutes: 30 }) },
        ...{ recordingStartedAt: isRecorded ? START.plus({ seconds: 30 }) : null },
        participants: json(participants),
      })
      .execute()
    await tx
      .insertInto('meetingOccurrences')
      .values({
        ...{ organizationId, id: ids.occurrenceId, occurrenceKey: 'k', title: 'Launch checkpoint' },
        ...{ startTime: START, endTime: START.plus({ minutes: 30 }), sessionId: ids.sessionId, ...times },
      })
      .execute()
    await tx
      .insertInto('bots')
      .values({
        ...{ organizationId, id: ids.botId, occurrenceId: ids.occurrenceId, sessionId: ids.sessionId },
        ...{ userId: ownerId, recallBotId, meetingUrl: 'https://meet.google.com/abc-defg-hij', roomKey: 'r' },
        ...{ joinAt: START, meetingEnd: START.plus({ minutes: 30 }), ...times },
        ...{ state: isRecorded ? 'done' : 'failed', stateChangedAt: now },
      })
      .execute()
    if (isRecorded)
      await tx
        .insertInto('botStatusEvents')
        .values({
          ...{ organizationId, id: newId(), botId: ids.botId, code: 'in_call_recording' },
          occurredAt: START.plus({ seconds: 30 }),
        })
        .execute()
  })
  return { organizationId, ownerId, ...ids }
}

async function modelServer(clock: ManualClock) {
  const sim = openaiSim({ clock: simClock(clock), store: openStore(null), apiKey: secrets.openaiApiKey })
  const server = express().use('/openai', sim.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return { url: `http://127.0.0.1:${port}/openai/v1`, close: () => void server.close() }
}

const POLL_MS = 20
const PATIENCE_MS = 30_000

async function untilQuiet(pending: () => Promise<number>) {
  const giveUp = performance.now() + PATIENCE_MS
  for (let quiet = 0; quiet < 2; ) {
    quiet = (await pending()) === 0 ? quiet + 1 : 0
    if (performance.now() > giveUp) throw new Error('There is still work')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
