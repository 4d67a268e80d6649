/** Meetings that are running or over: what is being said, what was decided, and where it was said. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { sessionAnswer } from '#api/session-answer.ts'
import { BotState, Id, Instant, Person, Platform } from '#api/wire.ts'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { changeSession } from '#sessions/change-session.ts'
import { ownSession } from '#sessions/own-session.ts'
import { listSessions } from '#sessions/reads.ts'

export const SessionStatus = z.enum(['draft', 'active', 'processing', 'complete', 'archived'])

const SessionRow = z.object({
  id: Id,
  title: z.string(),
  status: SessionStatus,
  platform: Platform,
  scheduledStart: Instant.nullable(),
  scheduledEnd: Instant.nullable(),
  recordingStartedAt: Instant.nullable(),
  durationSeconds: z.number().int(),
  people: z.array(Person),
  ownerName: z.string(),
  visibility: z.enum(['private', 'organization', 'shared']),
  conversationType: z.string().meta({ description: 'meeting, sales_call, interview … or a word of yours' }),
  tldr: z.string().nullable().meta({ description: 'first sentence of the summary' }),
  botState: BotState.nullable(),
})

export const Line = z
  .object({
    id: Id,
    sequence: z.number().int(),
    speaker: z.string(),
    text: z.string(),
    start: z.number().meta({ description: 'seconds since the recording began' }),
    end: z.number(),
    isFinal: z.boolean(),
    isOwner: z.boolean().optional().meta({ description: 'spoken by the owner of the meeting' }),
    isEdited: z.boolean().optional(),
    isRenamed: z.boolean().optional(),
    isRedacted: z.boolean().optional().meta({ description: 'its words were removed' }),
  })
  .meta({ id: 'Line' })

const Point = z.object({
  id: Id.nullable(),
  text: z.string(),
  lineIds: z.array(Id),
  isEdited: z.boolean().meta({ description: 'a person wrote it so' }),
  editedBy: z.string().nullable().meta({ description: 'who did; null where nobody did, or who did is gone' }),
  isSourced: z
    .boolean()
    .meta({ description: 'false: a person’s own words, which do not stand in its lines' }),
  trouble: z.string().nullable().meta({ description: 'why its lines do not carry it' }),
})

const Figures = z
  .object({
    speakers: z.array(
      z.object({
        speaker: z.string(),
        isOwner: z.boolean(),
        seconds: z.number(),
        share: z.number(),
        words: z.number().int(),
        questions: z.number().int(),
      }),
    ),
    longestMonologue: z.object({ speaker: z.string(), start: z.number(), seconds: z.number() }).nullable(),
    questions: z.number().int(),
    silenceSeconds: z.number(),
    spokenSeconds: z.number(),
    overlapSeconds: z.number(),
  })
  .meta({ id: 'Figures' })

const Summary = z
  .object({
    status: z.enum(['pending', 'generating', 'completed', 'failed']),
    trouble: z.string().nullable(),
    writtenBy: z
      .string()
      .nullable()
      .meta({ description: 'the model, or "extractive" for the built-in summarizer' }),
    tldr: z.array(Point),
    decisions: z.array(Point),
    actionItems: z.array(
      Point.extend({
        owner: z.string().nullable(),
        dueDate: z.string().nullable(),
        isConfirmed: z.boolean().meta({ description: 'false: suggested, nobody has confirmed it' }),
        isDone: z.boolean(),
      }),
    ),
    followUpQuestions: z.array(Point),
    highlights: z.array(Point),
    topics: z.array(z.object({ title: z.string(), points: z.array(Point) })),
    title: z.string().nullable().meta({ description: 'what the meeting was about, by the model' }),
    version: z.number().int(),
    coverage: z
      .object({ share: z.number(), gaps: z.array(z.object({ from: z.number(), to: z.number() })) })
      .nullable()
      .meta({
        description: 'minutes that some point refers to (0 to 1), and stretches in seconds that none does',
      }),
    instructions: z.string().nullable(),
    templateId: z.string().nullable(),
    usage: z
      .object({
        promptTokens: z.number().int(),
        completionTokens: z.number().int(),
        costUsd: z.number().nullable(),
      })
      .nullable()
      .meta({ description: 'what the model has used for this meeting so far' }),
    droppedPoints: z.number().int().meta({ description: 'points of the model whose evidence did not hold' }),
  })
  .meta({ id: 'Summary' })

const BotNotice = z.object({
  kind: z.enum(['lobby', 'lobby_again', 'let_in', 'no_sign', 'no_words', 'no_end', 'media_expires']),
  since: Instant,
  sentence: z.string(),
})
const BotCommand = z.object({
  id: Id,
  kind: z.enum(['pause', 'resume', 'chat', 'delete_media']),
  message: z.string().nullable(),
  status: z.enum(['planned', 'done', 'refused']),
  detail: z.string().nullable(),
  askedAt: Instant,
  doneAt: Instant.nullable(),
})
const Consent = z.object({
  kind: z.enum(['announced', 'objected', 'deleted']),
  saidBy: z.enum(['bot', 'participant', 'member']),
  consequence: z.string(),
  at: Instant,
})

const BotStep = z.object({
  at: Instant,
  code: z.string(),
  subCode: z.string().nullable(),
  sentence: z.string(),
  isAsked: z.boolean().meta({ description: 'its message never came: learned by asking Recall' }),
})

export const Session = SessionRow.omit({ tldr: true })
  .extend({
    canManage: z.boolean(),
    meetingUrl: z.string().nullable(),
    bot: z
      .object({
        id: Id,
        name: z.string().meta({ description: 'under which it comes, and knocks at the lobby' }),
        state: BotState,
        joinAt: Instant,
        trouble: z.string().nullable().meta({ description: 'why it failed, and the remedy' }),
        lobbySeconds: z.number().int().meta({ description: 'it waited to be let in; never counted' }),
        pausedSeconds: z.number().int().meta({ description: 'in the call without recording; never counted' }),
        timeline: z.array(BotStep),
        notices: z.array(BotNotice).meta({ description: 'what people should know at this moment' }),
        commands: z.array(BotCommand).meta({ description: 'what it was asked to do; the receipts' }),
        consents: z.array(Consent).meta({ description: 'what was said about being recorded' }),
      })
      .nullable(),
    summary: Summary.nullable(),
    lines: z.array(Line),
    figures: Figures.nullable().meta({ description: 'null while it runs' }),
    joinedInto: Id.nullable().meta({ description: 'the meeting that this one was the second half of' }),
    mails: z.array(
      z.object({
        recipient: z.string(),
        status: z.enum(['planned', 'sent', 'failed', 'skipped']),
        sentAt: Instant.nullable(),
        reason: z.string().meta({ description: 'owner, invited, internal_guest, guest' }),
        holdUntil: Instant.nullable().meta({ description: 'until when its owner can keep it back' }),
        because: z.string().nullable().meta({ description: 'why it was not sent' }),
      }),
    ),
    billableSeconds: z.number().int(),
  })
  .meta({ id: 'Session' })

const done = { ok: true } as const

export const sessionRoutes = {
  'GET /v1/sessions': route({
    summary: 'Meetings that I may see, newest first',
    access: 'member',
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(30),
      before: z.string().optional().meta({ description: 'the cursor of the page before' }),
    }),
    returns: z.object({ sessions: z.array(SessionRow), next: z.string().nullable() }),
    run: ({ query }, { tx, caller }) => listSessions(tx, caller, query),
  }),

  'GET /v1/sessions/{id}': route({
    summary: 'One meeting: bot, transcript and summary',
    access: 'member',
    params: z.object({ id: Id }),
    returns: Session,
    run: ({ params }, { tx, caller, ...needs }) => sessionAnswer(tx, needs, caller, params.id),
  }),

  'PATCH /v1/sessions/{id}': route({
    summary: 'Change the title, the kind of conversation, or who may see it (its owner only)',
    access: 'member',
    params: z.object({ id: Id }),
    body: z.object({
      title: z.string().trim().min(1).max(300).optional(),
      visibility: z.enum(['private', 'organization']).optional(),
      conversationType: z.string().trim().min(1).max(50).optional(),
    }),
    returns: z.object({ ok: z.literal(true) }),
    async run({ params, body }, { tx, clock, caller }) {
      const { organizationId } = caller
      await changeSession(tx, clock, caller, { organizationId, sessionId: params.id, ...body })
      return done
    },
  }),

  'POST /v1/sessions/{id}/stop': route({
    summary: 'Stop the recording: the bot leaves, and does not come back for this meeting',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    status: 202,
    async run({ params }, { tx, caller, ...needs }) {
      const { organizationId } = caller
      await ownSession(tx, caller, params.id)
      await stopBot(tx, needs, { organizationId, sessionId: params.id })
      return done
    },
  }),
}
