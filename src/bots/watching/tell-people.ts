/** Who hears of a bot in need by e-mail: those who wanted it. The pages learn of it by themselves. */

import type { Bot } from '#bots/types.ts'
import type { Notice } from '#bots/watching/watch.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planNotice } from '#mail/notice/plan-notice.ts'

type Needs = { clock: Clock; jobs: Queue; publicUrl: string }

/** The lobby only: it is the one thing that somebody can do something about at once. */
export async function tellPeople(tx: OrganizationTx, needs: Needs, bot: Bot, kind: Notice): Promise<void> {
  if (kind !== 'lobby' && kind !== 'lobby_again' && kind !== 'let_in') return
  const { organizationId, sessionId, generation } = bot
  for (const { userId, email } of await whoWanted(tx, bot))
    await planNotice(tx, needs, {
      organizationId,
      sessionId,
      generation,
      userId,
      recipientEmail: email,
      kind,
    })
}

/** The bot's owner, and every member in whose calendar the rules said yes. */
async function whoWanted(tx: OrganizationTx, { userId, occurrenceId }: Bot) {
  const people = await tx
    .selectFrom('organizationPeople')
    .select(['userId', 'email'])
    .where('isActive', '=', true)
    .where((eb) =>
      eb.or([
        eb('userId', '=', userId),
        eb(
          'userId',
          'in',
          eb
            .selectFrom('calendarSightings')
            .select('userId')
            .where('occurrenceId', '=', occurrenceId)
            .where('wants', '=', true),
        ),
      ]),
    )
    .orderBy('email')
    .execute()
  return people.flatMap(({ userId, email }) => (userId && email ? [{ userId, email }] : []))
}
