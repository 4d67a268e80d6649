/** A letter about a bot that needs somebody: once for each bot and kind, at once. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { type NoticeKind, versionOf } from '#mail/notice/notice-version.ts'
import { planMail } from '#mail/plan-mail.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type Plan = {
  organizationId: string
  sessionId: string
  generation: number
  userId: string
  recipientEmail: string
  kind: NoticeKind
}

export const planNotice = (tx: OrganizationTx, needs: Needs, { kind, generation, ...plan }: Plan) =>
  planMail(tx, needs, {
    ...plan,
    ...{ emailType: 'bot_notice', reason: 'owner', version: versionOf(generation, kind) },
  })
