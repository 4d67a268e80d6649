/** I-24 to I-26: what people read. A feed without holes, nothing that was taken out, every line by its own words. */
import { searchMeetings } from '#pipeline/search/search-meetings.ts'
import type { World } from '../world.ts'
import type { Seen } from './look.ts'
import type { Invariant } from './types.ts'
import { recordedSessions } from './words.ts'

/** The newest number that was seen in each feed, per world. */
const before = new WeakMap<World, Map<string, number>>()

export const reading: readonly Invariant[] = [
  {
    id: 'I-24',
    says: 'whoever has read a feed up to k reads k + 1 next, and nothing twice: it has no holes, and nothing comes below its end',
    always({ feeds }, world) {
      const known = before.get(world) ?? new Map<string, number>()
      before.set(world, new Map(feeds.map(({ organizationId, last }) => [organizationId, last])))
      return feeds.flatMap(({ organizationId, last, count, counter }) => [
        ...(last === count && last === counter
          ? []
          : [`${organizationId}: ${count} of ${last}, ${counter} given out`]),
        ...(last < (known.get(organizationId) ?? 0) ? [`${organizationId} goes back to ${last}`] : []),
      ])
    },
  },
  {
    id: 'I-25',
    says: 'words that were taken out of the record stand neither in it nor in its summary',
    always: ({ regretted }) => regretted,
  },
  {
    id: 'I-26',
    says: 'every line of a meeting that is over is found by its words, and has one vector of the model in use',
    async end(seen, world) {
      const lines = await linesOf(world, seen)
      const missing: string[] = []
      for (const line of lines)
        if (!(await isFound(world, line))) missing.push(`"${line.content}" is not found`)
      return [...missing, ...(await withoutVector(world))]
    },
  },
]

type Line = {
  organizationId: string
  userId: string
  email: string
  sessionId: string
  content: string
}

/** Of the sessions that something was recorded of. A line of four words has none that a search could go by. */
async function linesOf({ ask }: World, seen: Seen): Promise<Line[]> {
  const sessions = recordedSessions(seen).map(([sessionId]) => sessionId)
  return ask<Line>(
    `select transcripts.organization_id as "organizationId", sessions.user_id as "userId", users.email, session_id as "sessionId",
      content
     from transcripts join sessions on sessions.id = session_id join users on users.id = sessions.user_id
     where session_id = any($1) and content like '% % % % %' and sessions.status <> 'active' order by transcripts.id`,
    [sessions],
  )
}

const MOST_RESULTS = 50

/** As its owner would look for it. */
async function isFound(world: World, line: Line): Promise<boolean> {
  let isThere = false
  await world.inProcess('search', async ({ needs }) => {
    const asked = { question: line.content, filters: { sessionId: line.sessionId }, limit: MOST_RESULTS }
    const { results } = await searchMeetings(needs, line, asked)
    isThere = results.some(
      ({ line: best, before, after }) =>
        [best, ...before, ...after].some((found) => found?.text === line.content), // a second bot says it again
    )
  })
  return isThere
}

const withoutVector = async ({ ask }: World) =>
  (
    await ask<{ what: string }>(
      `select session_id || ' place ' || place || ' has no vector' as what from search_chunks
       where embedding is null or embedding_model is distinct from (select max(embedding_model) from search_chunks)
       order by session_id, place`,
    )
  ).map(({ what }) => what)
