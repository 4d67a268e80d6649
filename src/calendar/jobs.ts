/** What runs later in this room. */
import { forgetGrant } from '#calendar/connecting/forget-grant.ts'
import { stopWatching } from '#calendar/push/stop-watching.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { pauseDormant, tellPaused } from '#calendar/rules/pause-dormant.ts'
import { decideForPerson } from '#calendar/rules/save-policies.ts'
import { wishLater } from '#calendar/rules/wish-later.ts'
import { keepWatching, meetWishes, pollCalendars } from '#calendar/syncing/sweeps.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'

export const calendarJobs = [
  syncCalendar,
  watchCalendar,
  stopWatching,
  forgetGrant,
  wishLater,
  decideForPerson,
  tellPaused,
] as const
export const calendarSweeps = [pollCalendars, keepWatching, meetWishes, pauseDormant] as const
