/** From rows to the letter about a meeting, as this recipient may read it now. */
import type { OrganizationTx } from '#db/db.ts'
import { type LinkedPoint, type RenderedMail, renderSummaryMail } from '#mail/render-summary-mail.ts'
import { type Intent, loadRecipient, loadSummaryMaterial, type SummaryMaterial } from '#mail/store.ts'

/** Or why there is nothing to send any more; null while the summary is being written anew. */
export async function composeSummaryMail(
  tx: OrganizationTx,
  { sessionId, userId }: Intent,
  publicUrl: string,
): Promise<RenderedMail | { because: string } | null> {
  const material = sessionId && (await loadSummaryMaterial(tx, sessionId))
  if (!material) return { because: 'The meeting or its summary is gone' }
  if (material.generationStatus !== 'completed') return null
  const recipient = userId && (await loadRecipient(tx, userId))
  if (!recipient) return { because: 'The recipient is no longer a member of the organization' }
  const meetingUrl = `${publicUrl}/meetings/${material.id}`
  return renderSummaryMail({
    title: material.title,
    startedAt: material.recordingStartedAt ?? material.scheduledStart ?? material.createdAt,
    timezone: recipient.timezone ?? 'UTC',
    durationSeconds: material.recordingDurationSeconds,
    meetingUrl,
    reason: material.userId === userId ? 'owner' : 'invited',
    writtenBy: material.modelUsed,
    ...pointsOf(material, meetingUrl),
  })
}

function pointsOf(material: SummaryMaterial, meetingUrl: string) {
  const linked = <P extends { text: string; transcriptIds: string[] }>(point: P): P & LinkedPoint => {
    const [first = ''] = point.transcriptIds
    const seconds = material.moments.get(first) ?? null
    return { ...point, seconds, url: seconds === null ? meetingUrl : `${meetingUrl}#line-${first}` }
  }
  return {
    tldr: material.tldr.map(linked),
    decisions: material.keyDecisions.map(linked),
    actionItems: material.actionItems.map(linked),
    followUpQuestions: material.followUpQuestions.map(linked),
  }
}
