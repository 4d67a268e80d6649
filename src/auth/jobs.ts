/** What the accounts do later: mail an invitation. */
import { z } from 'zod'
import type { SendMail } from '#auth/auth.ts'
import { letters } from '#auth/letters.ts'
import { isOpen } from '#auth/may-sign-up.ts'
import { findInvitation } from '#auth/store.ts'
import type { Db } from '#db/db.ts'
import { defineJob } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; clock: Clock; sendMail: SendMail | null; publicUrl: string }

export const invitationLink = (publicUrl: string, id: string) => `${publicUrl}/invitations/${id}`

/** A withdrawn or used invitation is not mailed any more; with mail switched off the link is handed over by people. */
export const mailInvitation = defineJob({
  name: 'auth.mail-invitation',
  input: z.object({ invitationId: z.uuid() }),
  async run({ db, clock, sendMail, publicUrl }: Needs, { invitationId }) {
    const invitation = await db.asSystem((tx) => findInvitation(tx, invitationId))
    if (!invitation || !isOpen(invitation, clock.now()) || !sendMail) return
    const { email, organizationName, invitedBy } = invitation
    await sendMail({
      to: email,
      ...letters.invitation(organizationName, invitedBy, invitationLink(publicUrl, invitationId)),
    })
  },
})
