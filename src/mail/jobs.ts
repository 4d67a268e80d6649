/** Sending what was planned. The row is read, the letter sent with the row's Message-ID, the outcome written. */
import { z } from 'zod'
import type { Db } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import { composeSummaryMail } from '#mail/compose-summary-mail.ts'
import type { Mailer } from '#mail/mailer.ts'
import { findForgotten, type Intent, loadIntent, saveOutcome } from '#mail/store.ts'

type Needs = { db: Db; clock: Clock; mailer: Mailer | null; publicUrl: string }

/** After so many tries a letter is given up, and the page says why. */
const MAX_ATTEMPTS = 8

/**
 * A letter may be sent twice (a crash between the server's yes and our commit), but never under two Message-IDs: a
 * mailbox that knows the id shows one.
 */
export const sendMail = defineJob({
  name: 'mail.send',
  input: z.object({ organizationId: z.uuid(), notificationId: z.uuid() }),
  retry: { limit: MAX_ATTEMPTS, delaySeconds: 2 },
  async run({ db, clock, mailer, publicUrl }: Needs, { organizationId, notificationId }) {
    const found = await db.asOrganization(organizationId, async (tx) => {
      const intent = await loadIntent(tx, notificationId)
      return intent?.status === 'planned'
        ? { intent, letter: await composeSummaryMail(tx, intent, publicUrl) }
        : null
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
      await mailer.send({ ...letter, to: intent.recipientEmail, messageId: intent.messageId })
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

/** Letters whose job was lost are asked for again. */
export const sendForgottenMail = defineSweep({
  name: 'mail.send-forgotten',
  everySeconds: 300,
  run: ({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Queue }) =>
    db.asSystem(async (tx) => {
      const before = clock.now().minus({ minutes: FORGOTTEN_AFTER_MINUTES })
      for (const { organizationId, id } of await findForgotten(tx, before, AT_ONCE))
        await jobs.add(tx, sendMail, { organizationId, notificationId: id })
    }),
})
