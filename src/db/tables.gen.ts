// Made from the migrated database by `npm run tables`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { DateTime } from 'luxon'
import type { ActionItem, Coverage, DecisionFacts, Json, JsonWithDefault, PackedTrail, Participant, Point, PointChange, RecordBefore, ReportSource, Topic, WorkingHours, WrittenNotes } from '#db/json.ts'

export type BotCommands = {
  organizationId: string
  id: string
  botId: string
  sessionId: string
  userId: string | null
  kind: 'pause' | 'resume' | 'chat' | 'delete_media'
  message: string | null
  status: Generated<'planned' | 'done' | 'refused'>
  detail: string | null
  doneAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type BotDirectory = {
  recallBotId: string
  organizationId: string
  botId: string
  createdAt: Generated<DateTime>
}

export type BotNotices = {
  organizationId: string
  id: string
  botId: string
  sessionId: string
  kind: 'lobby' | 'lobby_again' | 'let_in' | 'no_sign' | 'no_words' | 'no_end' | 'media_expires'
  givenAt: DateTime
  endedAt: DateTime | null
}

export type BotRecordings = {
  organizationId: string
  id: string
  sessionId: string
  botId: string
  recordingId: string
  recordingStatus: string
  transcriptStatus: string | null
  startedAt: DateTime | null
  completedAt: DateTime | null
  recordingExpiresAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type BotSettings = {
  organizationId: string
  id: string
  botName: Generated<string>
  canRetryLobby: Generated<boolean>
  isAnnounced: Generated<boolean>
  afterObjection: Generated<'keep' | 'delete'>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type BotStatusEvents = {
  organizationId: string
  id: string
  botId: string
  code: string
  subCode: string | null
  message: string | null
  occurredAt: DateTime
  createdAt: Generated<DateTime>
  source: Generated<'message' | 'asked'>
}

export type BotUsageTracking = {
  organizationId: string
  id: string
  botId: string
  sessionId: string
  userId: string
  recordingStartedAt: DateTime | null
  recordingEndedAt: DateTime | null
  totalRecordingSeconds: Generated<number>
  billableMinutes: Generated<number>
  providerSeconds: Generated<number>
  isFatal: Generated<boolean>
  status: Generated<'recording' | 'completed' | 'failed'>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type Bots = {
  organizationId: string
  id: string
  occurrenceId: string
  sessionId: string
  userId: string
  generation: Generated<number>
  isWanted: Generated<boolean>
  unwantedBecause: string | null
  meetingUrl: string
  roomKey: string
  joinAt: DateTime
  meetingEnd: DateTime
  state: Generated<'planned' | 'claiming' | 'scheduled' | 'joining' | 'waiting_room' | 'in_call' | 'recording' | 'leaving' | 'cancelling' | 'done' | 'failed' | 'cancelled'>
  stateChangedAt: DateTime
  failureCode: string | null
  epoch: Generated<number>
  firstAttemptAt: DateTime | null
  attempts: Generated<number>
  nextAttemptAt: DateTime | null
  lastError: string | null
  wishNumber: Generated<number>
  agreedNumber: Generated<number>
  recallBotId: string | null
  agreedJoinAt: DateTime | null
  agreedMeetingUrl: string | null
  askedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  alternateUrl: string | null
  refusedUrl: string | null
  retries: Generated<number>
  watchAt: DateTime | null
}

export type CalendarAutoJoinLogs = {
  organizationId: string
  id: string
  userId: string
  calendarEventId: string
  occurrenceId: string | null
  action: 'join' | 'skip'
  because: string
  joinAt: DateTime | null
  trail: JsonWithDefault<PackedTrail>
  decidedAt: DateTime
  createdAt: Generated<DateTime>
  facts: JsonWithDefault<Partial<DecisionFacts>>
  number: GeneratedAlways<number>
}

export type CalendarChannelDirectory = {
  channelId: string
  organizationId: string
  calendarId: string
  createdAt: Generated<DateTime>
}

export type CalendarChannels = {
  organizationId: string
  id: string
  calendarId: string
  providerChannelId: string | null
  providerResourceId: string | null
  secretHash: string
  state: Generated<'creating' | 'active' | 'retired'>
  expiresAt: DateTime | null
  lastSeenAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type CalendarConnections = {
  organizationId: string
  id: string
  userId: string
  provider: 'google_calendar' | 'microsoft_outlook' | 'ics'
  providerAccountId: string
  email: string
  displayName: string | null
  scopes: Generated<string[]>
  oauthRefreshToken: string | null
  oauthAccessToken: string | null
  accessTokenExpiresAt: DateTime | null
  tokenVersion: Generated<number>
  refreshingUntil: DateTime | null
  recallCalendarId: string | null
  status: Generated<'active' | 'needs_reauth' | 'insufficient_scope' | 'disconnected'>
  statusReason: string | null
  statusChangedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  listedAt: DateTime | null
}

export type CalendarEvents = {
  organizationId: string
  id: string
  calendarId: string
  userId: string
  externalEventId: string
  icalUid: string | null
  seriesId: string | null
  originalStart: DateTime | null
  title: Generated<string>
  description: string | null
  location: string | null
  startTime: DateTime
  endTime: DateTime
  isAllDay: Generated<boolean>
  isCancelled: Generated<boolean>
  isOrganizer: Generated<boolean>
  isPrivate: Generated<boolean>
  isFree: Generated<boolean>
  eventType: Generated<string>
  responseStatus: Generated<'needs_action' | 'accepted' | 'tentative' | 'declined'>
  organizerEmail: string | null
  attendees: JsonWithDefault<Participant[]>
  meetingUrl: string | null
  meetingPlatform: string | null
  roomKey: string | null
  linkReason: string | null
  etag: string | null
  providerUpdatedAt: DateTime | null
  deletedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  isTentative: Generated<boolean>
  isOptional: Generated<boolean>
  isAttendeesOmitted: Generated<boolean>
  isGuestListHidden: Generated<boolean>
  trouble: string | null
  alternateUrl: string | null
}

export type CalendarLosses = {
  organizationId: string
  id: string
  number: GeneratedAlways<number>
  userId: string
  calendarConnectionId: string
  calendarId: string | null
  reason: string
  keptBots: Generated<number>
  calledOffBots: Generated<number>
  lostAt: DateTime
  endedAt: DateTime | null
  createdAt: Generated<DateTime>
}

export type CalendarOverrides = {
  organizationId: string
  id: string
  userId: string
  calendarId: string
  meetingKey: string
  scope: 'event' | 'series'
  originalStart: DateTime | null
  autoJoinEnabled: boolean
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type CalendarPolicies = {
  organizationId: string
  id: string
  setting: string
  value: Json<unknown>
  setByUserId: string
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type CalendarPreferences = {
  organizationId: string
  id: string
  userId: string
  autoJoinEnabled: Generated<boolean>
  joinBufferMinutes: Generated<number>
  excludedKeywords: Generated<string[]>
  includedDomains: Generated<string[]>
  confirmedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  pausedAt: DateTime | null
  autoJoinScope: Generated<'all' | 'organized_by_me' | 'external_only' | 'internal_only' | 'accepted_only'>
  keywordScope: Generated<'title' | 'title_and_description'>
  requiredKeywords: Generated<string[]>
  excludedDomains: Generated<string[]>
  minInvitees: number | null
  maxInvitees: number | null
  maxMinutes: number | null
  workingHours: JsonWithDefault<WorkingHours | null>
  joinTentative: Generated<boolean>
  joinFree: Generated<boolean>
  joinPrivate: Generated<boolean>
  joinSolo: Generated<boolean>
  joinOptional: Generated<boolean>
  joinNotInvited: Generated<boolean>
  joinFromMail: Generated<boolean>
  joinRunning: Generated<boolean>
}

export type CalendarSeriesSplits = {
  organizationId: string
  calendarId: string
  meetingKey: string
  firstMeetingKey: string
  createdAt: Generated<DateTime>
}

export type CalendarSightings = {
  organizationId: string
  id: string
  calendarEventId: string
  occurrenceId: string
  userId: string
  wants: boolean
  because: string
  joinAt: DateTime | null
  trail: JsonWithDefault<PackedTrail>
  decidedAt: DateTime
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  checkAt: DateTime | null
  facts: JsonWithDefault<Partial<DecisionFacts>>
}

export type CalendarWebhooks = {
  id: number | null
  eventType: string | null
  status: string | null
  outcome: string | null
  receivedAt: DateTime | null
  processedAt: DateTime | null
}

export type Calendars = {
  organizationId: string
  id: string
  calendarConnectionId: string
  userId: string
  providerCalendarId: string
  name: string
  isPrimary: Generated<boolean>
  isSelected: Generated<boolean>
  timeZone: string | null
  syncCursor: string | null
  windowStart: DateTime | null
  windowEnd: DateTime | null
  dirtyNumber: Generated<number>
  syncedNumber: Generated<number>
  lastSyncedAt: DateTime | null
  lastFullSyncAt: DateTime | null
  nextPollAt: DateTime | null
  failureCount: Generated<number>
  lastError: string | null
  leaseUntil: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  nextEventAt: DateTime | null
  lostAt: DateTime | null
  isListed: Generated<boolean>
  isPushSupported: Generated<boolean>
  unreadableCount: Generated<number>
}

export type CallBudgets = {
  name: string
  tokens: number
  filledAt: DateTime
  blockedUntil: DateTime | null
}

export type CustomReports = {
  organizationId: string
  id: string
  userId: string
  title: string
  prompt: string
  templateId: string | null
  sessionIds: string[]
  generationStatus: Generated<'pending' | 'generating' | 'completed' | 'failed'>
  generationError: string | null
  generatedContent: Generated<string>
  sources: JsonWithDefault<ReportSource[]>
  modelUsed: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type DocumentPassages = {
  organizationId: string
  documentId: string
  place: number
  page: number | null
  paragraph: number
  text: string
}

export type Documents = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  originalFilename: string
  fileType: 'pdf' | 'docx' | 'txt' | 'md' | 'png' | 'jpg'
  fileSizeBytes: number
  sha256: string
  content: Buffer | null
  extractedText: string | null
  pageCount: number | null
  ocrConfidenceScore: number | null
  processingStatus: Generated<'pending' | 'complete' | 'error'>
  processingError: string | null
  createdAt: DateTime
  updatedAt: DateTime
}

export type EmailNotifications = {
  organizationId: string
  id: string
  sessionId: string | null
  userId: string | null
  emailType: string
  recipientEmail: string
  version: Generated<number>
  messageId: string
  status: Generated<'planned' | 'sent' | 'failed' | 'skipped'>
  attempts: Generated<number>
  errorMessage: string | null
  sentAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  holdUntil: DateTime | null
  sendingSince: DateTime | null
  uncertainTries: Generated<number>
  reason: Generated<string>
}

export type Guidance = {
  organizationId: string
  id: string
  sessionId: string
  guidanceType: 'ask' | 'clarify' | 'avoid' | 'suggest' | 'warn'
  guidanceKey: string
  content: string
  transcriptIds: Json<string[]>
  writtenBy: string
  settledAt: DateTime | null
  expiresAt: DateTime
  createdAt: DateTime
}

export type GuidanceFeedback = {
  organizationId: string
  id: string
  guidanceId: string
  userId: string
  feedback: 'helpful' | 'irrelevant' | 'too_late'
  createdAt: Generated<DateTime>
}

export type LiveChanges = {
  organizationId: string
  number: number
  topic: string
  subjectId: string | null
  sessionId: string | null
  userId: string | null
  createdAt: DateTime
}

export type LiveCounters = {
  organizationId: string
  lastNumber: number
}

export type MailSuppressions = {
  organizationId: string
  id: string
  email: string
  emailType: string
  createdAt: Generated<DateTime>
}

export type MeetingOccurrences = {
  organizationId: string
  id: string
  occurrenceKey: string
  title: string
  startTime: DateTime
  endTime: DateTime
  meetingUrl: string | null
  meetingPlatform: string | null
  roomKey: string | null
  participants: JsonWithDefault<Participant[]>
  sessionId: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  coveredBy: string | null
}

export type ModelBudgets = {
  organizationId: string
  id: string
  monthlyTokens: number | null
  monthlyUsd: number | null
  updatedAt: Generated<DateTime>
}

export type ModelUsage = {
  organizationId: string
  id: string
  sessionId: string | null
  purpose: 'summary' | 'report' | 'ask' | 'embedding' | 'guidance' | 'brief'
  model: string
  promptTokens: number
  completionTokens: number
  costUsd: number | null
  createdAt: Generated<DateTime>
}

export type MonthlyUsageCache = {
  organizationId: string
  id: string
  userId: string
  month: string
  billableSeconds: number
  billableMinutes: number
  providerSeconds: number
  updatedAt: DateTime
}

export type OrganizationClock = {
  timeZone: string | null
}

export type OrganizationInvitations = {
  id: string
  organizationId: string
  email: string
  role: Generated<'owner' | 'admin' | 'member'>
  status: Generated<string>
  invitedByUserId: string
  expiresAt: DateTime
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type OrganizationMembers = {
  id: string
  organizationId: string
  userId: string
  role: Generated<'owner' | 'admin' | 'member'>
  status: Generated<'active' | 'inactive'>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  lastActiveAt: DateTime | null
}

export type OrganizationPeople = {
  organizationId: string | null
  userId: string | null
  email: string | null
  fullName: string | null
  timezone: string | null
  role: string | null
  isActive: boolean | null
}

export type Organizations = {
  id: string
  name: string
  displayName: string | null
  slug: string
  brandingLogoUrl: string | null
  defaultTimezone: Generated<string>
  dataRetentionDays: number | null
  maxMembers: number | null
  metadata: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  deletedAt: DateTime | null
}

export type ParticipantEvents = {
  organizationId: string
  id: string
  sessionId: string
  botId: string
  eventType: 'join' | 'leave' | 'chat_message'
  participantId: string | null
  participantName: string
  isHost: Generated<boolean>
  content: string | null
  occurredAt: DateTime
  createdAt: DateTime
}

export type PrepChecklist = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  itemKey: string
  text: string
  status: Generated<'open' | 'done'>
  isManual: Generated<boolean>
  createdAt: DateTime
  updatedAt: DateTime
}

export type ProviderUsageChecks = {
  day: string
  providerSeconds: number
  ourSeconds: number
  fatalSeconds: number
  isDiscrepancy: boolean
  sentence: string
  checkedAt: DateTime
}

export type RecallAiWebhooks = {
  id: number | null
  eventType: string | null
  status: string | null
  outcome: string | null
  receivedAt: DateTime | null
  processedAt: DateTime | null
}

export type RecordEdits = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  kind: 'text' | 'speaker' | 'redact' | 'join'
  before: Json<RecordBefore>
  isForgotten: Generated<boolean>
  undoneAt: DateTime | null
  createdAt: Generated<DateTime>
  editNumber: GeneratedAlways<number>
}

export type RecordingObjections = {
  organizationId: string
  id: string
  email: string
  createdAt: Generated<DateTime>
}

export type SearchChunks = {
  organizationId: string
  sessionId: string
  place: number
  kind: 'lines' | 'title' | 'summary' | 'document'
  firstSequence: number
  lastSequence: number
  terms: string
  embedding: Buffer | null
  embeddingModel: string | null
  createdAt: Generated<DateTime>
  documentId: string | null
}

export type SearchStates = {
  organizationId: string
  sessionId: string
  wanted: Generated<number>
  indexed: Generated<number>
  updatedAt: Generated<DateTime>
}

export type SearchTerms = {
  organizationId: string
  term: string
  chunks: number
}

export type SessionConsents = {
  organizationId: string
  id: string
  sessionId: string
  botId: string | null
  kind: 'announced' | 'objected' | 'deleted'
  saidBy: 'bot' | 'participant' | 'member'
  consequence: string
  occurredAt: DateTime
  createdAt: Generated<DateTime>
}

export type SessionContext = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  textContext: string
  createdAt: DateTime
  updatedAt: DateTime
}

export type SessionNotes = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  kind: 'note' | 'marker' | 'comment'
  content: string
  atSeconds: number | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type SessionTimelineEvents = {
  organizationId: string
  id: string
  sessionId: string
  eventType: 'milestone' | 'decision' | 'topic_shift' | 'action_item' | 'question' | 'agreement'
  title: string
  transcriptId: string
  atSeconds: number
  createdAt: DateTime
}

export type Sessions = {
  organizationId: string
  id: string
  userId: string
  title: string
  conversationType: Generated<string>
  status: Generated<'draft' | 'active' | 'processing' | 'complete' | 'archived'>
  meetingPlatform: Generated<string>
  scheduledStart: DateTime | null
  scheduledEnd: DateTime | null
  participants: JsonWithDefault<Participant[]>
  visibility: Generated<'private' | 'organization' | 'shared'>
  recordingStartedAt: DateTime | null
  recordingEndedAt: DateTime | null
  recordingDurationSeconds: Generated<number>
  finalizedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  deletedAt: DateTime | null
  optedOutUserIds: Generated<string[]>
  source: Generated<'bot' | 'import'>
  joinedInto: string | null
  guidedSequence: Generated<number>
  guidedByModelAt: DateTime | null
  guidedByModelSequence: Generated<number>
}

export type SignInRateLimits = {
  id: Generated<string>
  key: string
  count: number
  lastRequest: number
}

export type SpeakerNames = {
  organizationId: string
  id: string
  userId: string
  heard: string
  name: string
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type SpendingLimits = {
  organizationId: string
  id: string
  userId: string | null
  monthlyMinutes: number
  createdAt: DateTime
  updatedAt: DateTime
}

export type SpendingWarnings = {
  organizationId: string
  id: string
  userId: string | null
  month: string
  percent: number
  usedMinutes: number
  limitMinutes: number
  createdAt: DateTime
}

export type Summaries = {
  organizationId: string
  id: string
  sessionId: string
  title: string | null
  tldr: JsonWithDefault<Point[]>
  keyDecisions: JsonWithDefault<Point[]>
  actionItems: JsonWithDefault<ActionItem[]>
  followUpQuestions: JsonWithDefault<Point[]>
  conversationHighlights: JsonWithDefault<Point[]>
  generationStatus: Generated<'pending' | 'generating' | 'completed' | 'failed'>
  generationError: string | null
  generationTimeMs: number | null
  modelUsed: string | null
  version: Generated<number>
  droppedPoints: Generated<number>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  structuredNotes: JsonWithDefault<Topic[]>
  coverage: JsonWithDefault<Coverage | null>
  instructions: string | null
  templateId: string | null
}

export type SummaryEdits = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  pointId: string
  section: 'tldr' | 'key_decisions' | 'action_items' | 'follow_up_questions' | 'conversation_highlights' | 'structured_notes'
  sourceText: string | null
  transcriptIds: Json<string[]>
  change: Json<PointChange>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  topic: string | null
}

export type SummaryVersions = {
  organizationId: string
  id: string
  sessionId: string
  version: number
  content: Json<WrittenNotes>
  instructions: string | null
  templateId: string | null
  modelUsed: string | null
  createdAt: Generated<DateTime>
}

export type SystemSettings = {
  key: string
  value: Json<unknown>
  updatedAt: Generated<DateTime>
}

export type Templates = {
  organizationId: string
  id: string
  userId: string | null
  name: string
  description: Generated<string>
  conversationType: string | null
  contextInstructions: string
  usageCount: Generated<number>
  lastUsedAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  deletedAt: DateTime | null
}

export type Transcripts = {
  organizationId: string
  id: string
  sessionId: string
  sequenceNumber: number
  content: string
  speaker: string
  participantId: string | null
  isOwner: Generated<boolean>
  startTimeSeconds: number
  endTimeSeconds: number
  isFinal: Generated<boolean>
  sttProvider: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  heardContent: string | null
  heardSpeaker: string | null
  isRedacted: Generated<boolean>
  wordTimes: number[] | null
}

export type UsageRecords = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  month: string
  billableSeconds: number
  billableMinutes: number
  providerSeconds: number
  because: 'metered' | 'corrected'
  createdAt: DateTime
}

export type UsageReservations = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  month: string
  minutes: number
  status: Generated<'held' | 'settled' | 'released'>
  startsAt: DateTime
  createdAt: DateTime
  updatedAt: DateTime
}

export type UsageTracking = {
  organizationId: string
  id: string
  sessionId: string
  userId: string
  minuteTimestamp: DateTime
  secondsRecorded: number
  source: Generated<string>
  createdAt: Generated<DateTime>
}

export type UserAccounts = {
  id: string
  userId: string
  accountId: string
  providerId: string
  accessToken: string | null
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: DateTime | null
  refreshTokenExpiresAt: DateTime | null
  scope: string | null
  passwordHash: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type UserAppSessions = {
  id: string
  userId: string
  sessionToken: string
  currentOrganizationId: string | null
  expiresAt: DateTime
  ipAddress: string | null
  userAgent: string | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type UserPreferences = {
  organizationId: string
  id: string
  userId: string
  emailPostCallSummary: Generated<boolean>
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  emailWeeklyDigest: Generated<boolean>
  summaryRecipients: Generated<'only_me' | 'members' | 'internal_guests' | 'all_guests'>
  mailHoldMinutes: number | null
}

export type UserVerifications = {
  id: string
  identifier: string
  value: string
  expiresAt: DateTime
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
}

export type Users = {
  id: string
  email: string
  isEmailVerified: Generated<boolean>
  fullName: string
  avatarUrl: string | null
  timezone: Generated<string>
  currentOrganizationId: string | null
  isAdmin: Generated<boolean>
  isActive: Generated<boolean>
  lastLoginAt: DateTime | null
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
  deletedAt: DateTime | null
}

export type WebhookInbox = {
  id: GeneratedAlways<number>
  sender: string
  messageId: string
  eventType: string | null
  headers: JsonWithDefault<unknown>
  body: Buffer
  status: Generated<'waiting' | 'done' | 'ignored' | 'parked'>
  outcome: string | null
  attempts: Generated<number>
  nextAttemptAt: DateTime
  organizationId: string | null
  receivedAt: DateTime
  processedAt: DateTime | null
  claimedUntil: DateTime | null
  payloadDroppedAt: DateTime | null
}

export type WebhookLogs = {
  id: number | null
  sender: string | null
  eventType: string | null
  status: string | null
  outcome: string | null
  receivedAt: DateTime | null
  processedAt: DateTime | null
}

export type WebhookRefusals = {
  hour: DateTime
  sender: string
  why: string
  count: number
  lastAt: DateTime
}

export type Tables = {
  botCommands: BotCommands
  botDirectory: BotDirectory
  botNotices: BotNotices
  botRecordings: BotRecordings
  botSettings: BotSettings
  botStatusEvents: BotStatusEvents
  botUsageTracking: BotUsageTracking
  bots: Bots
  calendarAutoJoinLogs: CalendarAutoJoinLogs
  calendarChannelDirectory: CalendarChannelDirectory
  calendarChannels: CalendarChannels
  calendarConnections: CalendarConnections
  calendarEvents: CalendarEvents
  calendarLosses: CalendarLosses
  calendarOverrides: CalendarOverrides
  calendarPolicies: CalendarPolicies
  calendarPreferences: CalendarPreferences
  calendarSeriesSplits: CalendarSeriesSplits
  calendarSightings: CalendarSightings
  calendarWebhooks: CalendarWebhooks
  calendars: Calendars
  callBudgets: CallBudgets
  customReports: CustomReports
  documentPassages: DocumentPassages
  documents: Documents
  emailNotifications: EmailNotifications
  guidance: Guidance
  guidanceFeedback: GuidanceFeedback
  liveChanges: LiveChanges
  liveCounters: LiveCounters
  mailSuppressions: MailSuppressions
  meetingOccurrences: MeetingOccurrences
  modelBudgets: ModelBudgets
  modelUsage: ModelUsage
  monthlyUsageCache: MonthlyUsageCache
  organizationClock: OrganizationClock
  organizationInvitations: OrganizationInvitations
  organizationMembers: OrganizationMembers
  organizationPeople: OrganizationPeople
  organizations: Organizations
  participantEvents: ParticipantEvents
  prepChecklist: PrepChecklist
  providerUsageChecks: ProviderUsageChecks
  recallAiWebhooks: RecallAiWebhooks
  recordEdits: RecordEdits
  recordingObjections: RecordingObjections
  searchChunks: SearchChunks
  searchStates: SearchStates
  searchTerms: SearchTerms
  sessionConsents: SessionConsents
  sessionContext: SessionContext
  sessionNotes: SessionNotes
  sessionTimelineEvents: SessionTimelineEvents
  sessions: Sessions
  signInRateLimits: SignInRateLimits
  speakerNames: SpeakerNames
  spendingLimits: SpendingLimits
  spendingWarnings: SpendingWarnings
  summaries: Summaries
  summaryEdits: SummaryEdits
  summaryVersions: SummaryVersions
  systemSettings: SystemSettings
  templates: Templates
  transcripts: Transcripts
  usageRecords: UsageRecords
  usageReservations: UsageReservations
  usageTracking: UsageTracking
  userAccounts: UserAccounts
  userAppSessions: UserAppSessions
  userPreferences: UserPreferences
  userVerifications: UserVerifications
  users: Users
  webhookInbox: WebhookInbox
  webhookLogs: WebhookLogs
  webhookRefusals: WebhookRefusals
}
