// Calendars and their events as Recall's answers show them.
import { isoZ } from '../instants.ts'
import { parseMeetingUrl } from '../meeting-url.ts'
import type { SimCalendar, SimCalendarEvent } from './types.ts'

/** Secret and refresh token are repeated in every answer: a client must not pass them on. */
export const calendarView = (calendar: SimCalendar) => ({
  id: calendar.id,
  oauth_client_id: calendar.clientId,
  oauth_client_secret: calendar.clientSecret,
  oauth_refresh_token: calendar.refreshToken,
  platform: calendar.platform,
  webhook_url: calendar.webhookUrl,
  oauth_email: calendar.oauthEmail,
  platform_email: calendar.platformEmail,
  status: calendar.status,
  status_changes: calendar.statusChanges.map(({ status, at, because }) => ({
    status,
    created_at: isoZ(at),
    ...(because !== null && { reason: because }),
  })),
  metadata: calendar.metadata,
  created_at: isoZ(calendar.createdAt),
  updated_at: isoZ(calendar.updatedAt),
})

/** `raw` is the provider's own event; nothing of it is normalised. */
export const eventView = (event: SimCalendarEvent, { platform }: Pick<SimCalendar, 'platform'>) => {
  const meeting = event.link === null ? null : parseMeetingUrl(event.link)
  return {
    id: event.id,
    start_time: seconds(event.start),
    end_time: seconds(event.end),
    calendar_id: event.calendarId,
    raw: event.raw,
    platform,
    platform_id: event.platformId,
    ical_uid: event.uid,
    meeting_platform: meeting?.platform ?? null,
    meeting_url: meeting ? event.link : null,
    created_at: isoZ(event.createdAt),
    updated_at: isoZ(event.updatedAt),
    is_deleted: event.isDeleted,
    bots: [],
  }
}

const seconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
