/** A calendar that Recall still holds and nobody here refers to any more is deleted there. */
import { z } from 'zod'
import type { CalendarPorts } from '#calendar/providers/provider.ts'
import { defineJob } from '#jobs/define.ts'

/** Deleting one that is gone already is done. */
export const leaveRecall = defineJob({
  name: 'calendar.leave_recall',
  input: z.object({ recallCalendarId: z.string() }),

  async run({ recallCalendars }: CalendarPorts, { recallCalendarId }) {
    await recallCalendars?.revoke(recallCalendarId)
  },
})
