/** One meeting to be asked about, by its own lines as they stand now: it need not be over, nor be in the index. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Passage } from '#pipeline/asking/find-passages.ts'
import { chunksOf } from '#pipeline/search/chunks.ts'
import type { Candidate, SearchLine } from '#pipeline/search/find-candidates.ts'
import { loadLines } from '#pipeline/store.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

export type One = { session: Candidate['session']; lines: SearchLine[] }
export type OwnPassage = Passage & One & { passage: null }

/** What was said from `since` (seconds of the recording) on. Null where the viewer may not see it. */
export async function readOne(
  tx: OrganizationTx,
  viewer: Viewer,
  sessionId: string,
  since = 0,
): Promise<One | null> {
  const session = await readVisible(tx, viewer, sessionId)
  if (!session) return null
  const lines = await loadLines(tx, sessionId)
  return { session, lines: lines.filter(({ end }) => end >= since) }
}

export const passagesOf = ({ session, lines }: One): OwnPassage[] =>
  chunksOf(lines).map(({ from, to, speakers, text }, place) => ({
    ...{ meeting: session.id, place, speakers, text, session, passage: null },
    lines: lines.slice(from, to + 1),
  }))

/** About 15,000 tokens: what small local models still read well. */
const MOST_CHARS = 60_000

/** All of it as one passage; of a very long meeting the newest part. */
export function wholeOf({ session, lines }: One): OwnPassage {
  const from = newestThatFit(lines)
  return {
    meeting: session.id,
    place: 0,
    speakers: [],
    text: '',
    passage: null,
    session,
    lines: lines.slice(from),
  }
}

function newestThatFit(lines: readonly SearchLine[]): number {
  let chars = 0
  for (let at = lines.length - 1; at >= 0; at--) {
    chars += lines[at]?.text.length ?? 0
    if (chars > MOST_CHARS) return at + 1
  }
  return 0
}

const readVisible = (tx: OrganizationTx, viewer: Viewer, sessionId: string) =>
  tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select(['sessions.id', 'sessions.title'])
    .select(sql<string>`coalesce(owner.full_name, 'A former member')`.as('ownerName'))
    .select(sql<DateTime>`coalesce(sessions.scheduled_start, sessions.created_at)`.as('start'))
    .where('sessions.id', '=', sessionId)
    .where(visibleTo(viewer))
    .executeTakeFirst()
