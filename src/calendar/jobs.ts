/** What runs later in this room. */
import { forgetGrant } from '#calendar/connecting/forget-grant.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { keepWatching, meetWishes, pollCalendars } from '#calendar/syncing/sweeps.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'

export const calendarJobs = [syncCalendar, watchCalendar, forgetGrant] as const
export const calendarSweeps = [pollCalendars, keepWatching, meetWishes] as const
