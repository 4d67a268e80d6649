import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAtBot } from '#bots/watching/look-at-bot.ts'
import { readConfig } from '#config.ts'
import { newId } from '#lib/ids.ts'
import { casesIn } from '#test/bot-cases.ts'
import type { Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { checkInstallation } from './installation.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())

const RECALL = { RECALL_API_KEY: 'key', RECALL_WEBHOOK_SECRETS: 'whsec_c2VjcmV0' }
const start = (env: Record<string, string>) => checkInstallation(room.db, room.clock, readConfig(env))
const at = (host: string, more: object = {}) => start({ ...RECALL, PUBLIC_URL: `https://${host}`, ...more })

/** A bot in the call, another one booked, and a connected calendar. */
async function original(): Promise<Meeting> {
  const cases = casesIn(room)
  const meeting = await cases.booked(0, 'play=launch-checkpoint&sim=lobby:5')
  await cases.pass(meeting, 2)
  expect(await cases.states(meeting)).toEqual(['recording'])
  const { organizationId, ownerUserId: userId } = meeting
  const email = 'ana@acme.test'
  const tokens = { oauthRefreshToken: 'sealed', oauthAccessToken: 'sealed' }
  await meeting.see((tx) =>
    tx
      .insertInto('calendarConnections')
      .values({
        organizationId,
        id: newId(),
        userId,
        provider: 'google_calendar',
        ...tokens,
        email,
        providerAccountId: '1',
      })
      .execute(),
  )
  return meeting
}

const rowsOf = ({ see }: Meeting) =>
  see(async (tx) => ({
    bots: await tx.selectFrom('bots').select(['state', 'isWanted', 'recallBotId']).execute(),
    calendars: await tx.selectFrom('calendarConnections').select(['status', 'oauthRefreshToken']).execute(),
  }))

test('a copy of a database touches nothing of the original’s until the operator has said what it is', async () => {
  await start({ ...RECALL, RECALL_BASE_URL: 'http://127.0.0.1:9' }) // no address yet: it belongs to nobody
  await at('notes.acme.test')
  await at('notes.acme.test')
  const meeting = await original()
  const before = await rowsOf(meeting)

  await expect(at('staging.acme.test')).rejects.toThrow(/belongs to the installation “notes\.acme\.test”/)
  await expect(at('staging.acme.test', { COPY_OF: 'another' })).rejects.toThrow('COPY_OF=notes.acme.test')
  await start({ PUBLIC_URL: 'https://staging.acme.test', DATABASE_URL: 'postgres://-' }) // no keys: it reaches nobody
  expect(await rowsOf(meeting)).toEqual(before)

  await at('new-home.acme.test', { RECALL_ENVIRONMENT: 'notes.acme.test' }) // it has moved
  expect(await rowsOf(meeting)).toEqual(before)

  room.network.calls = []
  await at('staging.acme.test', { COPY_OF: 'notes.acme.test' })
  expect(await rowsOf(meeting)).toEqual({
    bots: [{ state: 'cancelled', isWanted: false, recallBotId: null }],
    calendars: [{ status: 'disconnected', oauthRefreshToken: null }],
  })
  await room.work()
  const [bot] = await meeting.bots()
  await lookAtBot(room.needs, meeting.organizationId, bot?.id ?? '')
  expect(room.network.calls).toEqual([])
  expect(room.sims.recall.bots()).toMatchObject([{ place: 'recording' }])

  await at('staging.acme.test') // from now on it is an installation of its own
})
