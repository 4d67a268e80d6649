/** What happens when…: what the outside world tells us and who listens, what happens here and who reacts. */

import { reserveMinutes } from '#billing/spending/reserve.ts'
import { runWaiting } from '#bots/commands/run-waiting.ts'
import { completePeople } from '#bots/life/complete-people.ts'
import { takeRecording, takeTranscript } from '#bots/life/take-artifact.ts'
import { takeLine, takeUnused } from '#bots/life/take-line.ts'
import { takeParticipant } from '#bots/life/take-participant.ts'
import { takeRemark } from '#bots/life/take-remark.ts'
import { takeOldStatus, takeStatus } from '#bots/life/take-status.ts'
import { lookSoon } from '#bots/watching/look-soon.ts'
import { disconnectMember } from '#calendar/connecting/disconnect-member.ts'
import { receiveGoogle, receiveMicrosoft } from '#calendar/push/receive-push.ts'
import { receiveRecallCalendar } from '#calendar/push/receive-recall.ts'
import { followObjections } from '#calendar/rules/decide-for-everybody.ts'
import { noteOptedOut } from '#calendar/showing/note-opted-out.ts'
import type { Reactions } from '#events/events.ts'
import type { Inbound } from '#events/inbound.ts'
import { planLossLetter } from '#mail/calendar/plan-loss-letter.ts'
import { planUsageWarning } from '#mail/usage/plan-usage-warning.ts'
import { followEdits, followJoin, followRecord } from '#pipeline/following/follow-record.ts'
import { followSeen } from '#pipeline/following/follow-seen.ts'
import { followVersions } from '#pipeline/following/follow-versions.ts'
import { planSummaryMails } from '#pipeline/plan-summary-mails.ts'
import { closeUnrecorded, startPipeline } from '#pipeline/reactions.ts'
import { followReports } from '#pipeline/reports/take-out.ts'
import { followDocuments, wantDocumentIndexed } from '#pipeline/search/index-document.ts'
import { dropEntries, indexTitle, wantIndex } from '#pipeline/search/index-session.ts'
import { keepEdits } from '#sessions/points/keep-edits.ts'

/** What reactions may use: they write rows and add jobs, nothing else. */
export type ReactionNeeds = {
  jobs: import('#jobs/define.ts').Queue
  clock: import('#lib/clock.ts').Clock
  publicUrl: string
}

/** What happens here, and who reacts. */
export const reactions: Reactions<ReactionNeeds> = {
  'transcript.ready': [noteOptedOut, startPipeline, completePeople],
  'spending.warned': [planUsageWarning],
  'calendar.lost': [planLossLetter],
  'objections.changed': [followObjections],
  'bot.changed': [reserveMinutes, lookSoon],
  'bot.ended': [runWaiting, noteOptedOut, closeUnrecorded],
  'points.edited': [followEdits],
  'summary.ready': [keepEdits, followEdits, wantIndex, planSummaryMails],
  'record.changed': [followRecord, followVersions, followSeen, followReports, wantIndex],
  'record.erased': [dropEntries],
  'record.joined': [followJoin, wantIndex, followDocuments],
  'document.changed': [wantDocumentIndexed],
  'session.changed': [indexTitle],
  'member.removed': [disconnectMember],
}

/** What handlers of messages may use, beside their transaction. */
export type InboundNeeds = {
  jobs: import('#jobs/define.ts').Queue
  clock: import('#lib/clock.ts').Clock
  log: import('#lib/log.ts').Log
}

/** What the outside world tells us (`sender/event`), and who takes it. */
export const inbound: Inbound<InboundNeeds> = {
  'recall/bot.log': takeRemark,
  'recall/bot.output_log': takeRemark,
  'recall/bot.status_change': takeOldStatus,
  'recall/bot.*': takeStatus,
  'recall/calendar.*': receiveRecallCalendar,
  'recall/recording.*': takeRecording,
  'recall/transcript.*': takeTranscript,
  'recall_live/transcript.data': takeLine,
  'recall_live/participant_events.*': takeParticipant,
  'recall_live/*': takeUnused,
  'google/*': receiveGoogle,
  'microsoft/*': receiveMicrosoft,
}
