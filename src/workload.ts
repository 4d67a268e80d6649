/** All work that the worker does: the jobs it takes from the queue and the sweeps that time causes. */
import { mailInvitation } from '#auth/jobs.ts'
import { checkProviderUsage } from '#billing/metering/provider-checks.ts'
import { runCommandJob } from '#bots/commands/job.ts'
import { keepToBudget } from '#bots/converging/keep-to-budget.ts'
import { reconcileBots } from '#bots/converging/sweeps.ts'
import { convergeBot } from '#bots/jobs.ts'
import { completePeopleJob } from '#bots/life/complete-people.ts'
import { lookAtBotJob } from '#bots/watching/job.ts'
import { sweepExpiring } from '#bots/watching/sweep-expiring.ts'
import { calendarJobs, calendarSweeps } from '#calendar/jobs.ts'
import { readDocument, readForgotten } from '#documents/jobs.ts'
import { forgetOldChanges } from '#events/jobs.ts'
import { planDigests } from '#mail/digest/plan-digests.ts'
import { sendDueMail, sendMail } from '#mail/jobs.ts'
import { finalizeOverdue, finalizeSession } from '#pipeline/jobs.ts'
import { writeReport } from '#pipeline/reports/write-report.ts'
import { indexDocument } from '#pipeline/search/index-document.ts'
import { indexForgotten, indexSession } from '#pipeline/search/index-session.ts'
import { summarizeSession, writeForgotten } from '#pipeline/summarizing/summary-job.ts'
import { forgetRedacted } from '#sessions/record/forget-redacted.ts'
import { forgetOldMessages } from '#webhooks/retention.ts'

/** One line per job; the migration makes a queue for each. */
export const allJobs = [
  mailInvitation,
  convergeBot,
  lookAtBotJob,
  runCommandJob,
  completePeopleJob,
  ...calendarJobs,
  finalizeSession,
  readDocument,
  summarizeSession,
  indexSession,
  indexDocument,
  writeReport,
  sendMail,
] as const

/** One line per sweep. */
export const allSweeps = [
  forgetOldChanges,
  reconcileBots,
  sweepExpiring,
  keepToBudget,
  checkProviderUsage,
  forgetOldMessages,
  ...calendarSweeps,
  finalizeOverdue,
  writeForgotten,
  readForgotten,
  indexForgotten,
  sendDueMail,
  planDigests,
  forgetRedacted,
] as const
