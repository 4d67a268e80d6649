/** Meetings that run just now, each with its person, signed in: rows and cookies, without a browser. */
import { createHmac } from 'node:crypto'
import { DateTime } from 'luxon'
import { liveToken } from '../../../src/bots/life/live-token.ts'
import { connect } from '../../../src/db/db.ts'
import { newId, newToken } from '../../../src/lib/ids.ts'
import { createVault } from '../../../src/lib/vault.ts'
import { SECRET } from './setting.ts'

/** The path that its words come to, and the cookie of who watches. */
export type Watched = { path: string; cookie: string; sessionId: string }

const PER_ORGANIZATION = 10

export async function liveMeetings(appUrl: string, count: number): Promise<Watched[]> {
  const db = connect(appUrl)
  const vault = createVault([SECRET])
  const meetings: Watched[] = []
  for (let made = 0; made < count; made += PER_ORGANIZATION)
    await db.asSystem(async (tx) => {
      const organizationId = newId()
      await tx
        .insertInto('organizations')
        .values({ id: organizationId, name: 'Bench', slug: organizationId })
        .execute()
      const rows = Array.from({ length: Math.min(PER_ORGANIZATION, count - made) }, () =>
        rowsOf(organizationId),
      )
      await tx
        .insertInto('users')
        .values(rows.map((row) => row.user))
        .execute()
      await tx
        .insertInto('organizationMembers')
        .values(rows.map((row) => row.member))
        .execute()
      await tx
        .insertInto('userAppSessions')
        .values(rows.map((row) => row.signIn))
        .execute()
      await tx
        .insertInto('meetingOccurrences')
        .values(rows.map((row) => row.occurrence))
        .execute()
      await tx
        .insertInto('sessions')
        .values(rows.map((row) => row.session))
        .execute()
      await tx
        .insertInto('bots')
        .values(rows.map((row) => row.bot))
        .execute()
      for (const { bot, session, signIn } of rows) {
        const path = `/hooks/recall/live/${liveToken(vault, { organizationId, botId: bot.id })}`
        const cookie = cookieOf(signIn.sessionToken, vault.derive('sign-in cookies'))
        meetings.push({ path, cookie, sessionId: session.id })
      }
    })
  await db[Symbol.asyncDispose]()
  return meetings
}

function rowsOf(organizationId: string) {
  const [userId, sessionId, occurrenceId, botId] = [newId(), newId(), newId(), newId()]
  const now = DateTime.utc()
  const end = now.plus({ hours: 2 })
  return {
    user: {
      id: userId,
      email: `${userId}@bench.test`,
      fullName: 'Somebody',
      currentOrganizationId: organizationId,
    },
    member: { id: newId(), organizationId, userId },
    signIn: { id: newId(), userId, sessionToken: newToken(), expiresAt: now.plus({ days: 1 }) },
    occurrence: {
      organizationId,
      id: occurrenceId,
      occurrenceKey: occurrenceId,
      title: 'Bench',
      startTime: now,
      endTime: end,
    },
    session: {
      organizationId,
      id: sessionId,
      userId,
      title: 'Bench',
      status: 'active' as const,
      recordingStartedAt: now,
    },
    bot: {
      ...{ organizationId, id: botId, occurrenceId, sessionId, userId, meetingUrl: 'https://zoom.us/j/1' },
      ...{ roomKey: `bench:${botId}`, joinAt: now, meetingEnd: end, stateChangedAt: now, isWanted: true },
      ...{ state: 'recording' as const, agreedNumber: 1 },
    },
  }
}

/** As the sign-in signs its cookies: the token and its HMAC. */
function cookieOf(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `liveconvo.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
