/** Letters that wait: their owner reads what will be sent and to whom, sends them at once, or keeps them back. */
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'
import { compose, linksOf } from '#mail/compose.ts'
import { sendMail } from '#mail/jobs.ts'
import { loadIntent } from '#mail/store.ts'
import { ownSession } from '#sessions/own-session.ts'
import type { Viewer } from '#sessions/visible.ts'

type Where = { organizationId: string; sessionId: string }
type Needs = { clock: Clock; jobs: Queue; publicUrl: string; vault: Vault }

/** The letter as one of its recipients would get it now; a guest's where one is among them. Throws conflict. */
export async function previewMail(tx: OrganizationTx, needs: Needs, viewer: Viewer, where: Where) {
  await ownSession(tx, viewer, where.sessionId)
  const waiting = await waitingOf(tx, where.sessionId)
  const shown = waiting.find(({ userId }) => userId === null) ?? waiting[0]
  const intent = shown && (await loadIntent(tx, shown.id))
  if (!intent) throw new Refusal('conflict', 'No letter waits to be sent')
  const link = { organizationId: where.organizationId, notificationId: intent.id }
  const links = linksOf(needs, link)
  const letter = await compose(tx, intent, { publicUrl: needs.publicUrl, links, now: needs.clock.now() })
  if (letter === null) throw new Refusal('conflict', 'The summary is being written')
  if ('because' in letter) throw new Refusal('conflict', letter.because)
  // The reader of a preview is not its recipient: their links stay theirs.
  const hidden = (text: string) => text.replaceAll(links.settings, `${needs.publicUrl}/account`)
  return {
    subject: letter.subject,
    html: hidden(letter.html),
    text: hidden(letter.text),
    to: intent.recipientEmail,
  }
}

/** Not waiting any longer. Returns how many go out. */
export async function sendNow(
  tx: OrganizationTx,
  needs: Needs,
  viewer: Viewer,
  where: Where,
): Promise<number> {
  await ownSession(tx, viewer, where.sessionId)
  const waiting = await waitingOf(tx, where.sessionId)
  for (const { id } of waiting) {
    const now = needs.clock.now()
    await tx
      .updateTable('emailNotifications')
      .set({ holdUntil: null, updatedAt: now })
      .where('id', '=', id)
      .execute()
    await needs.jobs.add(tx, sendMail, { organizationId: where.organizationId, notificationId: id })
  }
  emit(tx, 'session.changed', where)
  return waiting.length
}

/** None of them is sent. Returns how many were kept back. */
export async function doNotSend(
  tx: OrganizationTx,
  { clock }: Pick<Needs, 'clock'>,
  viewer: Viewer,
  where: Where,
): Promise<number> {
  await ownSession(tx, viewer, where.sessionId)
  const kept = await tx
    .updateTable('emailNotifications')
    .set({
      status: 'skipped',
      errorMessage: 'The owner of the meeting chose not to send it',
      updatedAt: clock.now(),
    })
    .where('sessionId', '=', where.sessionId)
    .where('status', '=', 'planned')
    .where('sendingSince', 'is', null)
    .returning('id')
    .execute()
  emit(tx, 'session.changed', where)
  return kept.length
}

const waitingOf = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('emailNotifications')
    .select(['id', 'userId'])
    .where('sessionId', '=', sessionId)
    .where('status', '=', 'planned')
    .where('holdUntil', 'is not', null)
    .orderBy('recipientEmail')
    .execute()
