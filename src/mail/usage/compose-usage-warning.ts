/** The letter about minutes that run out: what is used, what follows, and where it can be changed. */
import type { OrganizationTx } from '#db/db.ts'
import { escapeHtml } from '#lib/html.ts'
import { button, heading, layout, link, quiet, rule } from '#mail/render.ts'
import type { Composing, Intent, RenderedMail } from '#mail/types.ts'
import { warningOf } from '#mail/usage/warning-version.ts'

/** Or why it is not sent any more. */
export async function composeUsageWarning(
  tx: OrganizationTx,
  { userId, version }: Pick<Intent, 'userId' | 'version'>,
  { publicUrl, links }: Composing,
): Promise<RenderedMail | { because: string }> {
  const { month, percent, isOwn } = warningOf(version)
  const warning = await tx
    .selectFrom('spendingWarnings')
    .select(['usedMinutes', 'limitMinutes'])
    .where('month', '=', month)
    .where('percent', '=', percent)
    .where('userId', isOwn ? '=' : 'is', isOwn ? userId : null)
    .executeTakeFirst()
  if (!warning) return { because: 'The limit has been changed since' }
  return rendered({
    ...warning,
    isUsedUp: percent >= 100,
    isOwn,
    pageUrl: `${publicUrl}/usage`,
    settings: links.settings,
  })
}

type Said = {
  usedMinutes: number
  limitMinutes: number
  isUsedUp: boolean
  isOwn: boolean
  pageUrl: string
  settings: string
}

function rendered({ usedMinutes, limitMinutes, isUsedUp, isOwn, pageUrl, settings }: Said): RenderedMail {
  const whose = isOwn ? 'Your' : "Your organization's"
  const subject = isUsedUp ? `${whose} bot minutes are used up` : `${whose} bot minutes are running out`
  const used = `${usedMinutes} of ${limitMinutes} minutes of this month are used.`
  const said = isUsedUp
    ? `${used} No further bots come this month; meetings that have one keep it.`
    : `${used} When they are used up, no further bots come.`
  const why = isOwn
    ? 'You receive this because this limit is yours.'
    : 'You receive this because you are an admin.'
  const text = [said, `Usage: ${pageUrl}`, `${why} Settings: ${settings}`].join('\n\n')
  const body = [
    heading(subject),
    `<p style="margin:12px 0">${escapeHtml(said)}</p>`,
    button('Look at the usage', pageUrl),
    rule,
    quiet(`${escapeHtml(why)} ${link('Settings', settings)}`),
  ].join('\n')
  return { subject, text, html: layout({ title: subject, preview: said, body }) }
}
