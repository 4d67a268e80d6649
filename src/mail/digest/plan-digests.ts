/** On Monday morning, where each person is, the letter of their week is planned: once, whatever happens. */
import type { DateTime } from 'luxon'
import { type Db, type SystemTx, within } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'

const HOUR = 8
/** Whoever's server was away at eight still gets it in the forenoon. */
const UNTIL_HOUR = 12

type Needs = { db: Db; clock: Clock; jobs: Queue; publicUrl: string }

export const planDigests = defineSweep({
  name: 'mail.plan-digests',
  everySeconds: 900,
  async run({ db, ...needs }: Needs) {
    if (![7, 1, 2].includes(needs.clock.now().weekday)) return // Monday somewhere
    await db.asSystem(async (tx) => {
      for (const { organizationId, userId, email, timezone } of await readers(tx)) {
        const local = needs.clock.now().setZone(timezone)
        if (!isTime(local.isValid ? local : needs.clock.now())) continue
        const version = local.weekYear * 100 + local.weekNumber
        const plan = { organizationId, userId, recipientEmail: email, version, sessionId: null }
        await within(tx, organizationId, (mine) =>
          planMail(mine, needs, { ...plan, emailType: 'weekly_digest', reason: 'digest' }),
        )
      }
    })
  },
})

const isTime = ({ weekday, hour }: DateTime) => weekday === 1 && hour >= HOUR && hour < UNTIL_HOUR

/** Everybody who works somewhere and has not switched it off. */
const readers = (tx: SystemTx) =>
  tx
    .selectFrom('organizationMembers as member')
    .innerJoin('users', 'users.id', 'member.userId')
    .leftJoin('userPreferences as wish', (join) =>
      join
        .onRef('wish.userId', '=', 'member.userId')
        .onRef('wish.organizationId', '=', 'member.organizationId'),
    )
    .select(['member.organizationId', 'member.userId', 'users.email', 'users.timezone'])
    .where('member.status', '=', 'active')
    .where('users.deletedAt', 'is', null)
    .where(({ or, eb }) =>
      or([eb('wish.emailWeeklyDigest', 'is', null), eb('wish.emailWeeklyDigest', '=', true)]),
    )
    .orderBy('member.organizationId')
    .orderBy('member.userId')
    .execute()
