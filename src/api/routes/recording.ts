/** What was seen and heard of a call beside its lines: who came, the chat, when each word was spoken, the recording. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, StreamAnswer } from '#api/wire.ts'
import { openRecording } from '#bots/playing/open-recording.ts'
import { recordingsOf } from '#bots/playing/recordings-of.ts'
import { readPeople } from '#sessions/people/read-people.ts'
import { readWords } from '#sessions/record/read-words.ts'

const Seconds = z.number().meta({ description: 'since the recording began' })
const meeting = z.object({ id: Id })

export const recordingRoutes = {
  'GET /v1/sessions/{id}/people': route({
    summary: 'Who is in the call, who was, and what was written in its chat, in order',
    access: 'member',
    params: meeting,
    returns: z.object({
      people: z.array(
        z.object({
          name: z.string(),
          isHost: z.boolean(),
          isHere: z.boolean(),
          joinedAtSeconds: Seconds.nullable(),
          leftAtSeconds: Seconds.nullable(),
        }),
      ),
      events: z.array(
        z.object({
          id: Id,
          type: z.enum(['join', 'leave', 'chat_message']),
          name: z.string(),
          text: z.string().nullable().meta({ description: 'of a chat message' }),
          atSeconds: Seconds,
        }),
      ),
    }),
    run: ({ params: { id } }, { tx, caller }) => readPeople(tx, caller, id),
  }),

  'GET /v1/sessions/{id}/words': route({
    summary: 'When each word was spoken, for lines that stand as they were heard',
    access: 'member',
    params: meeting,
    returns: z.object({
      lines: z.array(
        z.object({
          id: Id,
          times: z.array(z.number().int()).meta({
            description: 'start and end of each word, in milliseconds from the start of the line',
          }),
        }),
      ),
    }),
    run: ({ params: { id } }, { tx, caller }) => readWords(tx, caller, id),
  }),

  'GET /v1/sessions/{id}/recording': route({
    summary: 'What can be played of the meeting, and where each part stands on its time line',
    access: 'member_without_transaction',
    params: meeting,
    returns: z.object({
      state: z
        .enum(['none', 'off', 'withheld', 'making', 'ready', 'deleted', 'failed'])
        .meta({ description: 'withheld: words were redacted, so that only its owner may hear it' }),
      parts: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['video', 'audio']),
          startSeconds: Seconds,
          seconds: z.number().nullable(),
          expiresAt: Instant.nullable().meta({ description: 'when the provider deletes it' }),
        }),
      ),
    }),
    run: ({ params: { id } }, { caller, db, recall }) => recordingsOf({ db, recall }, caller, id),
  }),

  'GET /v1/sessions/{id}/recording/{part}': route({
    summary: 'A part of the recording, to be played: a stream that understands Range',
    access: 'member_without_transaction',
    params: meeting.extend({ part: z.string().regex(/^\d{1,3}\.\d{1,3}$/) }),
    streams: ['video/mp4', 'audio/mpeg', 'audio/wav'],
    returns: StreamAnswer,
    async run({ params: { id, part }, range, gone }, { caller, db, recall }) {
      const wanted = { sessionId: id, part, range, signal: gone }
      const { kind, status, headers, body } = await openRecording({ db, recall }, caller, wanted)
      return { status, body, headers: { 'content-type': typeOf(kind, headers), ...passedOn(headers) } }
    },
  }),
}

const PASSED = ['content-length', 'content-range', 'accept-ranges']

const passedOn = (headers: Headers) =>
  Object.fromEntries(PASSED.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])))

/** What a store calls "binary" is what we asked the provider for; nothing that a browser would run is passed on. */
const typeOf = (kind: 'video' | 'audio', headers: Headers): string => {
  const said = headers.get('content-type')?.split(';')[0] ?? ''
  return /^(?:audio|video)\/[\w.+-]+$/.test(said) ? said : kind === 'video' ? 'video/mp4' : 'audio/mpeg'
}
