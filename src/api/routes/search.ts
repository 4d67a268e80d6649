/** Finding things again: search over everything that I may see, and questions that are answered with what stands there. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, Passage } from '#api/wire.ts'
import { documentKinds } from '#documents/types.ts'
import { askMeetings } from '#pipeline/asking/ask-meetings.ts'
import { NOT_FOUND } from '#pipeline/asking/types.ts'
import { searchMeetings } from '#pipeline/search/search-meetings.ts'

const FoundSession = z.object({ id: Id, title: z.string(), start: Instant, ownerName: z.string() })
const FoundLine = z.object({
  id: Id,
  sequence: z.number().int(),
  speaker: z.string(),
  text: z.string(),
  start: z.number().meta({ description: 'seconds since the recording began' }),
  end: z.number(),
})

const FoundPassage = Passage.extend({
  documentId: Id,
  document: z.string().meta({ description: 'the name of the file' }),
  kind: z.enum(documentKinds),
}).meta({ id: 'FoundPassage' })

const filters = {
  sessionId: Id.optional().meta({ description: 'only in this meeting' }),
  series: Id.optional().meta({ description: 'only in the series that this meeting belongs to' }),
  person: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'part of a name, an address or a domain' }),
  from: Instant.optional(),
  to: Instant.optional(),
  platform: z.string().max(50).optional(),
  type: z.string().max(50).optional().meta({ description: 'the type of conversation' }),
}

const SearchResult = z
  .object({
    session: FoundSession,
    kind: z.enum(['lines', 'title', 'summary', 'document']),
    text: z.string().nullable().meta({ description: 'the title or the point of the summary that was found' }),
    line: FoundLine.nullable().meta({ description: 'where to open the meeting' }),
    passage: FoundPassage.nullable().meta({ description: 'what was found in a document of the meeting' }),
    before: z.array(FoundLine),
    after: z.array(FoundLine),
    marks: z.array(z.string()).meta({ description: 'the words that were found, in lower case' }),
  })
  .meta({ id: 'SearchResult' })

export const searchRoutes = {
  'GET /v1/search': route({
    summary: 'Places in meetings that I may see, and in their documents, best first',
    access: 'member_without_transaction',
    query: z.object({
      q: z.string().trim().min(1).max(500),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      ...filters,
    }),
    returns: z.object({
      results: z.array(SearchResult),
      mode: z.enum(['hybrid', 'lexical']).meta({ description: 'hybrid: meaning counted beside words' }),
    }),
    run: ({ query: { q, limit, ...given } }, { caller, ...needs }) =>
      searchMeetings(needs, caller, { question: q, filters: given, limit }),
  }),

  'POST /v1/ask': route({
    summary:
      'An answer out of the meetings that I may see and their documents, made of cited lines and passages, or that there is none; with sessionId also out of one that runs',
    access: 'member_without_transaction',
    body: z.object({
      question: z.string().trim().min(1).max(1000).meta({
        description: 'with sessionId also “What did I miss?”: what matters most, in the order of time',
      }),
      since: z.number().min(0).optional().meta({
        description: 'with sessionId: only what was said from this second of the recording on',
      }),
      ...filters,
    }),
    returns: z.object({
      isFound: z.boolean(),
      message: z.string().nullable().meta({ description: 'what to say where nothing was found' }),
      answer: z.array(
        z.object({
          text: z.string(),
          session: FoundSession,
          lines: z.array(FoundLine),
          passages: z.array(FoundPassage).meta({ description: 'of documents that were brought to it' }),
        }),
      ),
      writtenBy: z.string().meta({ description: 'the model, or "extractive"' }),
      trouble: z.string().nullable(),
    }),
    async run({ body: { question, since, ...filters } }, { caller, ...needs }) {
      const { points, writtenBy, trouble } = await askMeetings(needs, caller, { question, since, filters })
      const isFound = points.length > 0
      return { isFound, message: isFound ? null : NOT_FOUND, answer: points, writtenBy, trouble }
    },
  }),
}
