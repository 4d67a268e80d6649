// Made from the migrated database by `npm run tables`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { DateTime } from 'luxon'
import type { ActionItem, Json, JsonWithDefault, Participant, Point, TrailStep } from '#db/json.ts'

export type BotDirectory = {
  recallBotId: string
  organizationId: string
  botId: string
  createdAt: Generated<DateTime>
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

export type BotStatusEvents = {
  organizationId: string
  id: string
  botId: string
  code: string
  subCode: string | null
  message: string | null
  occurredAt: DateTime
  createdAt: Generated<DateTime>
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
  trail: JsonWithDefault<TrailStep[]>
  decidedAt: DateTime
  createdAt: Generated<DateTime>
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
  autoJoinEnabled: boolean | null
  etag: string | null
  providerUpdatedAt: DateTime | null
  deletedAt: DateTime | null
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
  trail: JsonWithDefault<TrailStep[]>
  decidedAt: DateTime
  createdAt: Generated<DateTime>
  updatedAt: Generated<DateTime>
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

export type RecallAiWebhooks = {
  id: number | null
  eventType: string | null
  status: string | null
  outcome: string | null
  receivedAt: DateTime | null
  processedAt: DateTime | null
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
}

export type SignInRateLimits = {
  id: Generated<string>
  key: string
  count: number
  lastRequest: number
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
}

export type SystemSettings = {
  key: string
  value: Json<unknown>
  updatedAt: Generated<DateTime>
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

export type Tables = {
  botDirectory: BotDirectory
  botRecordings: BotRecordings
  botStatusEvents: BotStatusEvents
  botUsageTracking: BotUsageTracking
  bots: Bots
  calendarAutoJoinLogs: CalendarAutoJoinLogs
  calendarChannelDirectory: CalendarChannelDirectory
  calendarChannels: CalendarChannels
  calendarConnections: CalendarConnections
  calendarEvents: CalendarEvents
  calendarPreferences: CalendarPreferences
  calendarSightings: CalendarSightings
  calendarWebhooks: CalendarWebhooks
  calendars: Calendars
  emailNotifications: EmailNotifications
  liveChanges: LiveChanges
  liveCounters: LiveCounters
  meetingOccurrences: MeetingOccurrences
  organizationInvitations: OrganizationInvitations
  organizationMembers: OrganizationMembers
  organizationPeople: OrganizationPeople
  organizations: Organizations
  recallAiWebhooks: RecallAiWebhooks
  sessions: Sessions
  signInRateLimits: SignInRateLimits
  summaries: Summaries
  systemSettings: SystemSettings
  transcripts: Transcripts
  usageTracking: UsageTracking
  userAccounts: UserAccounts
  userAppSessions: UserAppSessions
  userPreferences: UserPreferences
  userVerifications: UserVerifications
  users: Users
  webhookInbox: WebhookInbox
  webhookLogs: WebhookLogs
}
