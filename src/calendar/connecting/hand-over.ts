/**
 * A grant that Recall is to hold (Calendar V2): it is handed over before anything is stored, and Recall's id of the
 * calendar stands where the tokens would, so that a connection is direct or Recall's, and never both.
 */
import type { Connect } from '#calendar/connecting/connect-calendar.ts'
import type { Grant, ProviderName } from '#calendar/providers/provider.ts'
import type { RecallCalendars } from '#calendar/providers/recall-calendars.ts'

/** Recall's id never runs out. */
const A_CENTURY_SECONDS = 100 * 365 * 86_400

/** The connection as it is to be stored. Only the primary calendar is synced by Recall. */
export async function handOver(
  recall: RecallCalendars,
  { provider, grant }: { provider: ProviderName; grant: Grant },
): Promise<Pick<Connect, 'grant' | 'calendars'> & { recallCalendarId: string }> {
  const recallCalendarId = await recall.handOver(provider, grant)
  return {
    recallCalendarId,
    grant: {
      ...grant,
      accessToken: recallCalendarId,
      refreshToken: recallCalendarId,
      expiresInSeconds: A_CENTURY_SECONDS,
    },
    calendars: [{ id: grant.email, name: grant.email, isPrimary: true, timeZone: null }],
  }
}
