/** A worker dies in the middle of a call to a provider: how long until another one takes over what it was doing. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { DateTime } from 'luxon'
import { connect } from '../../../src/db/db.ts'
import { newId } from '../../../src/lib/ids.ts'
import { end, type Setting } from './setting.ts'

const GIVE_UP_MS = 60_000
/** So that the second worker surely runs. */
const HEAD_START_MS = 4_000

/** Seconds from the kill to the next call for the same bot; null when nobody took over within a minute. */
export async function resume(setting: Setting): Promise<number | null> {
  const calls: (() => void)[] = []
  const silent = createServer((socket) => {
    socket.on('error', () => {}) // the caller dies
    calls.shift()?.()
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const called = () => new Promise<void>((resolve) => void calls.push(resolve))

  const env = { RECALL_BASE_URL: `http://127.0.0.1:${address.port}` }
  const first = called()
  await aBotToSend(setting.appUrl)
  const dying = await setting.product(['worker'], env)
  await first
  await setting.product(['worker'], env)
  await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS))
  const again = called()
  const from = performance.now()
  await end(dying.child)
  const seconds = await Promise.race([
    again.then(() => (performance.now() - from) / 1000),
    new Promise<null>((resolve) => setTimeout(resolve, GIVE_UP_MS, null)),
  ])
  silent.close()
  return seconds
}

async function aBotToSend(appUrl: string): Promise<void> {
  const db = connect(appUrl)
  const [organizationId, userId, sessionId, occurrenceId, botId] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ]
  const now = DateTime.utc()
  const soon = now.plus({ minutes: 30 })
  await db.asSystem(async (tx) => {
    await tx
      .insertInto('organizations')
      .values({ id: organizationId, name: 'Bench', slug: organizationId })
      .execute()
    await tx
      .insertInto('users')
      .values({ id: userId, email: `${userId}@bench.test`, fullName: 'A' })
      .execute()
    const at = { startTime: soon, endTime: soon.plus({ hours: 1 }) }
    await tx
      .insertInto('meetingOccurrences')
      .values({ organizationId, id: occurrenceId, occurrenceKey: occurrenceId, title: 'Bench', ...at })
      .execute()
    await tx
      .insertInto('sessions')
      .values({ organizationId, id: sessionId, userId, title: 'Bench' })
      .execute()
    await tx
      .insertInto('bots')
      .values({
        ...{ organizationId, id: botId, occurrenceId, sessionId, userId, meetingUrl: 'https://zoom.us/j/1' },
        ...{ roomKey: `bench:${botId}`, joinAt: soon, meetingEnd: at.endTime, stateChangedAt: now },
        nextAttemptAt: now,
      })
      .execute()
  })
  await db[Symbol.asyncDispose]()
}
