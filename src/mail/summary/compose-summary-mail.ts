/** From rows to the letter about a meeting, as this recipient may read it now. */
import type { OrganizationTx } from '#db/db.ts'
import { loadRecipient } from '#mail/store.ts'
import { loadSummaryMaterial, type SummaryMaterial } from '#mail/summary/material.ts'
import { type LinkedPoint, renderSummaryMail } from '#mail/summary/render-summary-mail.ts'
import type { Composing, Intent, RenderedMail } from '#mail/types.ts'
import { visibleTo } from '#sessions/visible.ts'

type Reader = { timezone: string; hasAccount: boolean }

/** Or why there is nothing to send any more; null while the summary is being written anew. */
export async function composeSummaryMail(
  tx: OrganizationTx,
  intent: Intent,
  { publicUrl, links }: Composing,
): Promise<RenderedMail | { because: string } | null> {
  const material = intent.sessionId && (await loadSummaryMaterial(tx, intent.sessionId))
  if (!material) return { because: 'The meeting or its summary is gone' }
  if (material.generationStatus !== 'completed') return null
  const reader = await readerOf(tx, intent, material)
  if ('because' in reader) return reader
  const meetingUrl = `${publicUrl}/meetings/${material.id}`
  const letter = renderSummaryMail({
    title: material.title,
    startedAt: material.recordingStartedAt ?? material.scheduledStart ?? material.createdAt,
    timezone: reader.timezone,
    durationSeconds: material.recordingDurationSeconds,
    meetingUrl: reader.hasAccount ? meetingUrl : null,
    reason: intent.reason === 'digest' ? 'invited' : intent.reason,
    ownerName: material.ownerName,
    others: await othersOf(tx, intent),
    writtenBy: material.modelUsed,
    settingsUrl: links.settings,
    ...pointsOf(material, meetingUrl),
  })
  const isOwner = intent.userId === material.userId
  return { ...letter, ...(!isOwner && material.ownerEmail && { replyTo: material.ownerEmail }) }
}

/** Who else the same letter goes to. */
async function othersOf(tx: OrganizationTx, { id, sessionId, emailType, version }: Intent): Promise<number> {
  const { others } = await tx
    .selectFrom('emailNotifications')
    .select(({ fn }) => fn.countAll<string>().as('others'))
    .where('sessionId', '=', sessionId)
    .where('emailType', '=', emailType)
    .where('version', '=', version)
    .where('status', 'in', ['planned', 'sent'])
    .where('id', '!=', id)
    .executeTakeFirstOrThrow()
  return Number(others)
}

/** A member must still be one and still see the meeting; a guest must still be among those invited. */
async function readerOf(
  tx: OrganizationTx,
  { userId, recipientEmail, sessionId }: Intent,
  material: SummaryMaterial,
): Promise<Reader | { because: string }> {
  if (userId === null) {
    const isInvited = material.participants.some(({ email }) => email === recipientEmail.toLowerCase())
    return isInvited
      ? { timezone: material.ownerTimezone ?? 'UTC', hasAccount: false }
      : { because: 'The recipient is no longer invited to the meeting' }
  }
  const member = await loadRecipient(tx, userId)
  if (!member) return { because: 'The recipient is no longer a member of the organization' }
  const seen = await tx
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.id', '=', sessionId)
    .where(visibleTo({ userId, email: recipientEmail }))
    .executeTakeFirst()
  return seen
    ? { timezone: member.timezone ?? 'UTC', hasAccount: true }
    : { because: 'The recipient may not see the meeting any more' }
}

/** What the corrected words no longer carry is left out, and the reader is told how much. */
function pointsOf(material: SummaryMaterial, meetingUrl: string) {
  const linked = <P extends { text: string; transcriptIds: string[] }>(point: P): P & LinkedPoint => {
    const [first = ''] = point.transcriptIds
    const seconds = material.moments.get(first) ?? null
    return { ...point, seconds, url: seconds === null ? meetingUrl : `${meetingUrl}#line-${first}` }
  }
  const standing = <P extends { text: string; transcriptIds: string[]; isUnverified?: boolean }>(
    points: P[],
  ) => points.filter(({ isUnverified }) => !isUnverified).map(linked)
  const { tldr, keyDecisions, actionItems, followUpQuestions } = material
  const all = [...tldr, ...keyDecisions, ...actionItems, ...followUpQuestions]
  return {
    leftOut: all.filter(({ isUnverified }) => isUnverified).length,
    tldr: standing(tldr),
    decisions: standing(keyDecisions),
    actionItems: standing(actionItems),
    followUpQuestions: standing(followUpQuestions),
  }
}
