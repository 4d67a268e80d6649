/** The whole API in one table: what is mounted, described in OpenAPI and typed in the browser. */
import { accountRoutes } from '#api/routes/account.ts'
import { botRoutes } from '#api/routes/bots.ts'
import { briefRoutes } from '#api/routes/briefs.ts'
import { calendarRoutes } from '#api/routes/calendars.ts'
import { documentRoutes } from '#api/routes/documents.ts'
import { guidanceRoutes } from '#api/routes/guidance.ts'
import { mailRoutes } from '#api/routes/mail.ts'
import { memberRoutes } from '#api/routes/members.ts'
import { modelUsageRoutes } from '#api/routes/model-usage.ts'
import { noteRoutes } from '#api/routes/notes.ts'
import { operatorRoutes } from '#api/routes/operator.ts'
import { recordRoutes } from '#api/routes/record.ts'
import { recordingRoutes } from '#api/routes/recording.ts'
import { reportRoutes } from '#api/routes/reports.ts'
import { ruleRoutes } from '#api/routes/rules.ts'
import { searchRoutes } from '#api/routes/search.ts'
import { sessionRoutes } from '#api/routes/sessions.ts'
import { templateRoutes } from '#api/routes/templates.ts'
import { transferRoutes } from '#api/routes/transfer.ts'
import { upcomingRoutes } from '#api/routes/upcoming.ts'
import { usageRoutes } from '#api/routes/usage.ts'
import { writtenNoteRoutes } from '#api/routes/written-notes.ts'

export const routes = {
  ...accountRoutes,
  ...memberRoutes,
  ...calendarRoutes,
  ...upcomingRoutes,
  ...ruleRoutes,
  ...sessionRoutes,
  ...searchRoutes,
  ...writtenNoteRoutes,
  ...templateRoutes,
  ...reportRoutes,
  ...modelUsageRoutes,
  ...botRoutes,
  ...recordRoutes,
  ...recordingRoutes,
  ...transferRoutes,
  ...mailRoutes,
  ...noteRoutes,
  ...documentRoutes,
  ...briefRoutes,
  ...guidanceRoutes,
  ...usageRoutes,
  ...operatorRoutes,
}

export type Routes = typeof routes
