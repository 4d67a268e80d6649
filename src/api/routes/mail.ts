/** Letters: which ones I want, who is told about my meetings, and those that wait to be sent. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id } from '#api/wire.ts'
import { doNotSend, previewMail, sendNow } from '#mail/held-mails.ts'
import { readMailPreferences, saveMailPreferences } from '#mail/preferences.ts'

const Preferences = z
  .object({
    postCallSummary: z.boolean().meta({ description: 'notes after meetings, to me' }),
    weeklyDigest: z.boolean(),
    recipients: z
      .enum(['only_me', 'members', 'internal_guests', 'all_guests'])
      .meta({ description: 'who is sent the notes of meetings that I own' }),
    holdMinutes: z
      .number()
      .int()
      .min(0)
      .max(1440)
      .nullable()
      .meta({ description: 'null: none among members, ten when guests are written to' }),
  })
  .meta({ id: 'MailPreferences' })
const Sent = z.object({ letters: z.number().int() })
const params = z.object({ id: Id })

export const mailRoutes = {
  'GET /v1/mail-preferences': route({
    summary: 'Which letters I want, and who is told about my meetings',
    access: 'member',
    returns: Preferences,
    run: (_input, { tx, caller }) => readMailPreferences(tx, caller.userId),
  }),

  'PUT /v1/mail-preferences': route({
    summary: 'Change them',
    access: 'member',
    body: Preferences,
    returns: Preferences,
    async run({ body }, { tx, clock, caller }) {
      await saveMailPreferences(tx, clock, caller, body)
      return body
    },
  }),

  'GET /v1/sessions/{id}/mails/preview': route({
    summary: 'The letter that waits, as its recipients will get it (its owner only)',
    access: 'member',
    params,
    returns: z.object({ subject: z.string(), html: z.string(), text: z.string(), to: z.string() }),
    run: ({ params: { id } }, { tx, caller, ...needs }) =>
      previewMail(tx, needs, caller, { organizationId: caller.organizationId, sessionId: id }),
  }),

  'POST /v1/sessions/{id}/mails/send': route({
    summary: 'Send the letters that wait, now',
    access: 'member',
    params,
    returns: Sent,
    status: 202,
    run: async ({ params: { id } }, { tx, caller, ...needs }) => ({
      letters: await sendNow(tx, needs, caller, { organizationId: caller.organizationId, sessionId: id }),
    }),
  }),

  'DELETE /v1/sessions/{id}/mails': route({
    summary: 'Do not send the letters that wait',
    access: 'member',
    params,
    returns: Sent,
    run: async ({ params: { id } }, { tx, caller, clock }) => ({
      letters: await doNotSend(tx, { clock }, caller, {
        organizationId: caller.organizationId,
        sessionId: id,
      }),
    }),
  }),
}
