/** What runs later in this room. */
import { checkHeldGrant } from '#calendar/connecting/check-held-grant.ts'
import { forgetGrant } from '#calendar/connecting/forget-grant.ts'
import { leaveRecall } from '#calendar/connecting/leave-recall.ts'
import { refreshList, refreshLists } from '#calendar/connecting/refresh-list.ts'
import { keepWatching } from '#calendar/push/keep-watching.ts'
import { stopWatching } from '#calendar/push/stop-watching.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { decideForPerson } from '#calendar/rules/decide-for-everybody.ts'
import { pauseDormant, tellPaused } from '#calendar/rules/pause-dormant.ts'
import { wishLater } from '#calendar/rules/wish-later.ts'
import { checkBeforeJoining } from '#calendar/syncing/check-before-joining.ts'
import { decideNearer, meetWishes } from '#calendar/syncing/meet-wishes.ts'
import { pollCalendars } from '#calendar/syncing/poll-calendars.ts'
import { readAgain } from '#calendar/syncing/read-again.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'

export const calendarJobs = [
  syncCalendar,
  readAgain,
  watchCalendar,
  stopWatching,
  forgetGrant,
  checkHeldGrant,
  leaveRecall,
  refreshList,
  wishLater,
  decideForPerson,
  tellPaused,
] as const
export const calendarSweeps = [
  pollCalendars,
  checkBeforeJoining,
  keepWatching,
  meetWishes,
  decideNearer,
  refreshLists,
  pauseDormant,
] as const
