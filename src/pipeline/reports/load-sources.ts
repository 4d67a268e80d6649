/** The meetings of a report as its maker may see them now, their lines numbered through. */
import type { OrganizationTx } from '#db/db.ts'
import { MOST_BACKGROUND_CHARS, readBackground } from '#documents/background.ts'
import { loadLines } from '#pipeline/store.ts'
import type { NumberedLine } from '#pipeline/types.ts'
import { visibleTo } from '#sessions/visible.ts'

export type SourceMeeting = {
  sessionId: string
  title: string
  people: string[]
  lines: NumberedLine[]
  background: string | null
}
export type Sources = { meetings: SourceMeeting[] }

/** About 100,000 tokens: what a report may rest on. Longer meetings give their beginning. */
const MOST_CHARS = 400_000
/** What was brought to them explains only: a few meetings give all that one may, many a little each. */
const BACKGROUND_CHARS = 3 * MOST_BACKGROUND_CHARS

/** A meeting that was hidden or deleted since is left out. */
export async function loadSources(
  tx: OrganizationTx,
  userId: string,
  sessionIds: readonly string[],
): Promise<Sources> {
  const person = await tx
    .selectFrom('organizationPeople')
    .select('email')
    .where('userId', '=', userId)
    .executeTakeFirst()
  const share = Math.floor(Math.min(MOST_BACKGROUND_CHARS, BACKGROUND_CHARS / sessionIds.length))
  const meetings: SourceMeeting[] = []
  let [number, chars] = [0, 0]
  for (const id of sessionIds) {
    const session = await tx
      .selectFrom('sessions')
      .select(['sessions.id', 'sessions.title', 'sessions.participants'])
      .where('sessions.id', '=', id)
      .where(visibleTo({ userId, email: person?.email ?? '' }))
      .executeTakeFirst()
    if (!session) continue
    const lines: NumberedLine[] = []
    for (const line of await loadLines(tx, id)) {
      chars += line.text.length + line.speaker.length
      if (chars > MOST_CHARS) break
      lines.push({ number: ++number, id: line.id, speaker: line.speaker, text: line.text })
    }
    const people = session.participants.flatMap(({ name }) => name ?? [])
    meetings.push({
      sessionId: id,
      title: session.title,
      people: [...new Set([...people, ...lines.map(({ speaker }) => speaker)])],
      lines,
      background: await readBackground(tx, id, share),
    })
  }
  return { meetings }
}
