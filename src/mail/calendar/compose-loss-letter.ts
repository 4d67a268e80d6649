/** The letter about a calendar that was lost, unless it can be read again by the time it is sent. */
import type { OrganizationTx } from '#db/db.ts'
import { renderLossLetter } from '#mail/calendar/render-loss-letter.ts'
import type { Composing, Intent, RenderedMail } from '#mail/types.ts'

/** Or why it is not sent any more. The letter's version is the number of the loss. */
export async function composeLossLetter(
  tx: OrganizationTx,
  { version, userId }: Pick<Intent, 'version' | 'userId'>,
  { publicUrl, links }: Composing,
): Promise<RenderedMail | { because: string }> {
  const loss = await tx
    .selectFrom('calendarLosses as loss')
    .innerJoin('calendarConnections as connection', 'connection.id', 'loss.calendarConnectionId')
    .leftJoin('calendars', 'calendars.id', 'loss.calendarId')
    .select(['loss.reason', 'loss.keptBots', 'loss.calledOffBots', 'loss.endedAt', 'loss.calendarId'])
    .select(['connection.email', 'connection.status', 'calendars.name'])
    .where('loss.number', '=', version)
    .where('loss.userId', '=', userId)
    .executeTakeFirst()
  if (!loss || loss.status === 'disconnected') return { because: 'The calendar was disconnected' }
  if (loss.endedAt) return { because: 'The calendar is read again' }
  return renderLossLetter({
    ...loss,
    calendarName: loss.calendarId === null ? null : loss.name || loss.email,
    pageUrl: `${publicUrl}/calendars`,
    settingsUrl: links.settings,
  })
}
