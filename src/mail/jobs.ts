/** Sending what was planned. The row is claimed, the letter sent with the row's Message-ID, the outcome written. */
import { z } from 'zod'
import type { Db } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'
import { compose, linksOf } from '#mail/compose.ts'
import type { Mailer } from '#mail/mailer.ts'
import { beginTry, findDue, loadIntent, saveOutcome } from '#mail/store.ts'
import type { Intent } from '#mail/types.ts'

type Needs = { db: Db; clock: Clock; mailer: Mailer | null; publicUrl: string; vault: Vault }

/** After so many tries a letter is given up, and the page says why. */
const MAX_ATTEMPTS = 8

/**
 * A letter may be sent twice (a crash between the server's yes and our commit), but never under two Message-IDs: a
 * mailbox that knows the id shows one. Such a try is counted (`uncertain_tries`).
 */
export const sendMail = defineJob({
  name: 'mail.send',
  input: z.object({ organizationId: z.uuid(), notificationId: z.uuid() }),
  retry: { limit: MAX_ATTEMPTS, delaySeconds: 2 },
  async run(needs: Needs, { organizationId, notificationId }) {
    const { db, clock, mailer, publicUrl, vault } = needs
    const links = linksOf({ vault, publicUrl }, { organizationId, notificationId })
    const found = await db.asOrganization(organizationId, async (tx) => {
      const intent = await loadIntent(tx, notificationId)
      if (intent?.status !== 'planned' || (intent.holdUntil && intent.holdUntil > clock.now())) return null
      const letter = await compose(tx, intent, { publicUrl, links, now: clock.now() })
      if (letter !== null && !('because' in letter) && mailer) await beginTry(tx, intent, clock.now())
      return { intent, letter }
    })
    if (!found) return
    const { intent, letter } = found
    if (letter === null) return // the sweep asks again, when the summary stands
    const save = (status: Intent['status'], because?: string) =>
      db.asOrganization(organizationId, async (tx) => {
        await saveOutcome(tx, notificationId, { status, now: clock.now(), ...(because && { because }) })
        if (intent.sessionId) emit(tx, 'session.changed', { organizationId, sessionId: intent.sessionId })
      })
    if ('because' in letter) return save('skipped', letter.because)
    if (!mailer) return save('skipped', 'E-mail is switched off on this server')
    try {
      const { recipientEmail: to, messageId } = intent
      await mailer.send({ ...letter, to, messageId, unsubscribeUrl: links.stopNow })
    } catch (error) {
      if (!isRefusal(error)) throw error
      const isFinal = error.code !== 'provider_unavailable' || intent.attempts + 1 >= MAX_ATTEMPTS
      await save(isFinal ? 'failed' : 'planned', error.message)
      if (!isFinal) throw error // the queue tries again
      return
    }
    await save('sent')
  },
})

const FORGOTTEN_AFTER_MINUTES = 15
const AT_ONCE = 100

/** Letters whose hold is over are sent; those whose job was lost are asked for again. */
export const sendDueMail = defineSweep({
  name: 'mail.send-due',
  everySeconds: 30,
  run: ({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Queue }) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const before = now.minus({ minutes: FORGOTTEN_AFTER_MINUTES })
      for (const { organizationId, id } of await findDue(tx, { now, before }, AT_ONCE))
        await jobs.add(tx, sendMail, { organizationId, notificationId: id })
    }),
})
