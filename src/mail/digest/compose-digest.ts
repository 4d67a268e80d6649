/** A week of meetings in one letter: what was decided in each, and the tasks that are still open. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { renderDigest } from '#mail/digest/render-digest.ts'
import { loadRecipient } from '#mail/store.ts'
import type { Composing, Intent, RenderedMail } from '#mail/types.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

const DAYS = 7
const MOST_MEETINGS = 20

/** Or why there is none: a week without meetings needs no letter. */
export async function composeDigest(
  tx: OrganizationTx,
  { userId, recipientEmail }: Intent,
  { publicUrl, links, now }: Composing,
): Promise<RenderedMail | { because: string }> {
  const member = userId && (await loadRecipient(tx, userId))
  if (!userId || !member) return { because: 'The recipient is no longer a member of the organization' }
  const meetings = await meetingsOf(tx, { userId, email: recipientEmail }, now)
  if (meetings.length === 0) return { because: 'There was no meeting in the week' }
  const me = (member.fullName ?? '').toLowerCase()
  return renderDigest({
    now,
    timezone: member.timezone ?? 'UTC',
    settingsUrl: links.settings,
    meetings: meetings.map(({ id, title, start, tldr, keyDecisions }) => ({
      ...{ title, start, url: `${publicUrl}/meetings/${id}` },
      inShort: tldr.find(({ isUnverified }) => !isUnverified)?.text ?? null,
      decisions: keyDecisions.filter(({ isUnverified }) => !isUnverified).length,
    })),
    tasks: meetings.flatMap(({ id, title, actionItems }) =>
      actionItems
        .filter(({ owner, isDone, isUnverified }) => !isDone && !isUnverified && owner?.toLowerCase() === me)
        .map(({ text, dueDate, transcriptIds: [line] }) => ({
          ...{ text, dueDate, meeting: title },
          url: `${publicUrl}/meetings/${id}${line ? `#line-${line}` : ''}`,
        })),
    ),
  })
}

const meetingsOf = (tx: OrganizationTx, viewer: Viewer, now: DateTime) =>
  tx
    .selectFrom('sessions')
    .innerJoin('summaries', 'summaries.sessionId', 'sessions.id')
    .select([
      'sessions.id',
      'sessions.title',
      'summaries.tldr',
      'summaries.keyDecisions',
      'summaries.actionItems',
    ])
    .select('sessions.recordingStartedAt as start')
    .where('sessions.recordingStartedAt', '>=', now.minus({ days: DAYS }))
    .where('sessions.status', '=', 'complete')
    .where('summaries.generationStatus', '=', 'completed')
    .where(visibleTo(viewer))
    .orderBy('sessions.recordingStartedAt', 'desc')
    .orderBy('sessions.id')
    .limit(MOST_MEETINGS)
    .execute()
