/** For tests of bots: an occurrence to wish for, and the wish, in the product of a test world. */
import type { DateTime } from 'luxon'
import { type BotWish, wishBot } from '#bots/converging/wish.ts'
import type { Db } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { anOrganization, aUser } from './builders.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }
export type Wanted = Extract<BotWish, { isWanted: true }>
export type Meeting = Awaited<ReturnType<typeof aMeeting>>

type How = { link?: string; of?: { organizationId: string; ownerUserId: string } }

/** A meeting, of an organization of its own if nobody names one, with the verbs that the calendar would use on it. */
export async function aMeeting(
  needs: Needs,
  start: DateTime,
  { link = 'sim=lobby:5,kick:120', of }: How = {},
) {
  const { db } = needs
  const { organizationId, ownerUserId } = of ?? (await anOwner(db))
  const occurrenceId = await anOccurrence(db, organizationId, start)
  const wanted: Wanted = {
    ...{ organizationId, occurrenceId, isWanted: true, ownerUserId, title: 'Weekly planning' },
    ...{ meetingUrl: `https://meet.google.com/abc-defg-hij?${link}`, roomKey: 'google_meet:abc-defg-hij' },
    ...{ platform: 'google_meet', joinAt: start, start, end: start.plus({ minutes: 60 }), participants: [] },
  }
  const see = <T>(work: Parameters<typeof db.asOrganization<T>>[1]) => db.asOrganization(organizationId, work)
  return {
    ...{ organizationId, ownerUserId, occurrenceId, wanted, see },
    wish: (change: Partial<Wanted> = {}) => see((tx) => wishBot(tx, needs, { ...wanted, ...change })),
    unwish: (because: string) =>
      see((tx) => wishBot(tx, needs, { organizationId, occurrenceId, isWanted: false, because })),
    colleague: () => aUser(db, { organizationId, email: `${newId()}@acme.test` }),
    /** All of its organization. */
    bots: () => see((tx) => tx.selectFrom('bots').selectAll().orderBy('generation').execute()),
  }
}

async function anOwner(db: Db) {
  const organizationId = await anOrganization(db)
  return { organizationId, ownerUserId: await aUser(db, { organizationId, email: `${newId()}@acme.test` }) }
}

export async function anOccurrence(db: Db, organizationId: string, start: DateTime): Promise<string> {
  const id = newId()
  await db.asOrganization(organizationId, (tx) =>
    tx
      .insertInto('meetingOccurrences')
      .values({
        ...{ organizationId, id, occurrenceKey: id, title: 'Weekly planning' },
        ...{ startTime: start, endTime: start.plus({ minutes: 60 }) },
      })
      .execute(),
  )
  return id
}
