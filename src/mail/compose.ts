/** A planned letter → what is sent, as its recipient may read it at this moment. */
import type { OrganizationTx } from '#db/db.ts'
import type { Vault } from '#lib/vault.ts'
import { composeLossLetter } from '#mail/calendar/compose-loss-letter.ts'
import { composeDigest } from '#mail/digest/compose-digest.ts'
import { type MailLink, mailToken } from '#mail/mail-token.ts'
import { composeNotice } from '#mail/notice/compose-notice.ts'
import { isSuppressed } from '#mail/store.ts'
import { composeSummaryMail } from '#mail/summary/compose-summary-mail.ts'
import type { Composing, Intent, MailLinks, RenderedMail } from '#mail/types.ts'
import { composeUsageWarning } from '#mail/usage/compose-usage-warning.ts'

export function linksOf(
  { vault, publicUrl }: { vault: Pick<Vault, 'sign'>; publicUrl: string },
  link: MailLink,
): MailLinks {
  const settings = `${publicUrl}/mail/${mailToken(vault, link)}`
  return { settings, stopNow: `${settings}/stop` }
}

/** Or why there is nothing to send any more; null while the summary is being written anew. */
export async function compose(
  tx: OrganizationTx,
  intent: Intent,
  composing: Composing,
): Promise<RenderedMail | { because: string } | null> {
  if (await isSuppressed(tx, intent)) return { because: 'The recipient wants no such letters' }
  switch (intent.emailType) {
    case 'weekly_digest':
      return composeDigest(tx, intent, composing)
    case 'bot_notice':
      return composeNotice(tx, intent, composing)
    case 'calendar_notice':
      return composeLossLetter(tx, intent, composing)
    case 'usage_warning':
      return composeUsageWarning(tx, intent, composing)
    default:
      return composeSummaryMail(tx, intent, composing)
  }
}
