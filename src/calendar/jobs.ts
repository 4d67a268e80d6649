/** What runs later in this room. */
import { forgetGrant } from '#calendar/forget-grant.ts'
import { keepWatching, meetWishes, pollCalendars } from '#calendar/sweeps.ts'
import { syncCalendar } from '#calendar/sync.ts'
import { watchCalendar } from '#calendar/watch.ts'

export const calendarJobs = [syncCalendar, watchCalendar, forgetGrant] as const
export const calendarSweeps = [pollCalendars, keepWatching, meetWishes] as const
