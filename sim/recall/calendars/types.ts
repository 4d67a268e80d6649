// The nouns of Calendar V2, as they lie on disk. All moments are milliseconds since 1970, virtual.

export type Platform = 'google_calendar' | 'microsoft_outlook'
export type CalendarStatus = 'connecting' | 'connected' | 'disconnected'

/** A calendar whose grant Recall was given: the account's primary one. */
export type SimCalendar = {
  id: string
  platform: Platform
  clientId: string
  clientSecret: string
  refreshToken: string
  /** As whoever created it said; what the provider says is `platformEmail`, known a moment later. */
  oauthEmail: string | null
  platformEmail: string | null
  webhookUrl: string | null
  metadata: Record<string, string>
  status: CalendarStatus
  statusChanges: { status: CalendarStatus; at: number; because: string | null }[]
  createdAt: number
  updatedAt: number
}

/** One event of such a calendar, as Recall keeps it: what the provider said last, also of one that is gone. */
export type SimCalendarEvent = {
  id: string
  calendarId: string
  appointmentId: string
  /** Of the agenda: what was taken over up to. */
  change: number
  start: number
  end: number
  platformId: string
  uid: string
  link: string | null
  isDeleted: boolean
  raw: Record<string, unknown>
  createdAt: number
  updatedAt: number
}
