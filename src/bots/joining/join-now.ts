/**
 * "Join now", by a pasted link: one bot per room. A bot that is there already is the answer; one that is about to come
 * is brought forward; otherwise a meeting is made up, and its bot is sent at once.
 */

import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { wishBot } from '#bots/converging/wish.ts'
import { type Bot, ENDED, isFinalStop } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

/** Nobody says how long it will take; the bot stays as long as people do. */
const PRESUMED_MINUTES = 60
/** A bot that comes to this room so soon is meant by the same wish. */
const SOON_MINUTES = 15

export type JoinNow = {
  organizationId: string
  userId: string
  title: string
  link: { url: string; roomKey: string; platform: string; alternateUrl: string | null }
}
export type Joined = { sessionId: string; is: 'there' | 'brought_forward' | 'sent' }

/** Refuses (conflict) where somebody has stopped the bot of this very meeting. */
export async function joinNow(
  tx: OrganizationTx,
  needs: { clock: Clock; jobs: Queue },
  wish: JoinNow,
): Promise<Joined> {
  await lockRoom(tx, wish)
  const now = needs.clock.now()
  const near = await botsNear(tx, wish.link.roomKey, now)
  const alive = near.find(({ state, isWanted }) => !ENDED.includes(state) && isWanted)
  if (alive) return alive.joinAt <= now ? there(alive) : bringForward(tx, needs, alive)
  if (near.some(({ unwantedBecause }) => isFinalStop(unwantedBecause)))
    throw new Refusal('conflict', 'Somebody stopped the bot in this meeting; it does not come back')
  return sendOne(tx, needs, wish)
}

const there = ({ sessionId }: Bot): Joined => ({ sessionId, is: 'there' })

/** Two people who paste one link at one moment come one after the other. */
const lockRoom = (tx: OrganizationTx, { organizationId, link }: JoinNow) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} ${link.roomKey}`}, 0))`.execute(tx)

/** Bots whose meeting in this room is running or about to begin. */
const botsNear = (tx: OrganizationTx, roomKey: string, now: DateTime): Promise<Bot[]> =>
  tx
    .selectFrom('bots')
    .selectAll()
    .where('roomKey', '=', roomKey)
    .where('joinAt', '<=', now.plus({ minutes: SOON_MINUTES }))
    .where((eb) => eb.or([eb('meetingEnd', '>', now), eb('state', 'in', ['in_call', 'recording'])]))
    .orderBy('joinAt', 'desc')
    .orderBy('generation', 'desc')
    .limit(10)
    .execute()

async function bringForward(
  tx: OrganizationTx,
  needs: { clock: Clock; jobs: Queue },
  bot: Bot,
): Promise<Joined> {
  const session = await tx
    .selectFrom('sessions')
    .select(['title', 'meetingPlatform', 'scheduledStart', 'participants'])
    .where('id', '=', bot.sessionId)
    .executeTakeFirstOrThrow()
  const { organizationId, occurrenceId, userId: ownerUserId, meetingUrl, alternateUrl, roomKey } = bot
  await wishBot(tx, needs, {
    ...{ organizationId, occurrenceId, isWanted: true, ownerUserId, roomKey, alternateUrl },
    ...{ title: session.title, platform: session.meetingPlatform, participants: session.participants },
    meetingUrl: bot.refusedUrl ?? meetingUrl,
    ...{ joinAt: needs.clock.now(), start: session.scheduledStart ?? bot.joinAt, end: bot.meetingEnd },
  })
  return { sessionId: bot.sessionId, is: 'brought_forward' }
}

async function sendOne(
  tx: OrganizationTx,
  needs: { clock: Clock; jobs: Queue },
  { organizationId, userId, title, link }: JoinNow,
): Promise<Joined> {
  const now = needs.clock.now()
  const end = now.plus({ minutes: PRESUMED_MINUTES })
  const occurrenceId = newId()
  const { url: meetingUrl, roomKey, platform: meetingPlatform, alternateUrl } = link
  await tx
    .insertInto('meetingOccurrences')
    .values({
      ...{ organizationId, id: occurrenceId, occurrenceKey: `now:${occurrenceId}`, title },
      ...{ startTime: now, endTime: end, meetingUrl, meetingPlatform, roomKey },
    })
    .execute()
  await wishBot(tx, needs, {
    ...{ organizationId, occurrenceId, isWanted: true, ownerUserId: userId, title, participants: [] },
    ...{ meetingUrl, alternateUrl, roomKey, platform: meetingPlatform, joinAt: now, start: now, end },
  })
  const bot = await tx
    .selectFrom('bots')
    .select('sessionId')
    .where('occurrenceId', '=', occurrenceId)
    .executeTakeFirst()
  if (!bot) throw new Refusal('conflict', 'No bot may be sent to this meeting')
  return { sessionId: bot.sessionId, is: 'sent' }
}
