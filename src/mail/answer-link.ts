/** What somebody does through a letter's link: no more such letters, or please do not record me. No account is needed. */
import type { DateTime } from 'luxon'
import { type Db, type OrganizationTx, within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import type { MailLink } from '#mail/mail-token.ts'

export type LinkAnswer = 'stop' | 'resume' | 'do-not-record' | 'record'
export type AboutLink = {
  email: string
  emailType: string
  isStopped: boolean
  objects: boolean
}
type Needs = { db: Db; clock: Clock }

/** Null for a letter that is not there any more. */
export const aboutLink = ({ db }: Pick<Needs, 'db'>, link: MailLink): Promise<AboutLink | null> =>
  db.asSystem((tx) =>
    within(tx, link.organizationId, async (mine) => {
      const letter = await mine
        .selectFrom('emailNotifications')
        .select(['recipientEmail', 'emailType'])
        .where('id', '=', link.notificationId)
        .executeTakeFirst()
      if (!letter) return null
      const email = letter.recipientEmail.toLowerCase()
      const { emailType } = letter
      const [stopped, objection] = await Promise.all([
        mine
          .selectFrom('mailSuppressions')
          .select('id')
          .where('email', '=', email)
          .where('emailType', '=', emailType)
          .executeTakeFirst(),
        mine.selectFrom('recordingObjections').select('id').where('email', '=', email).executeTakeFirst(),
      ])
      return { email, emailType, isStopped: stopped !== undefined, objects: objection !== undefined }
    }),
  )

/** Saying the same twice changes nothing, and costs nobody anything: each change has everybody's meetings decided anew. */
export async function answerLink(
  { db, clock }: Needs,
  link: MailLink,
  answer: LinkAnswer,
): Promise<AboutLink | null> {
  const about = await aboutLink({ db }, link)
  if (!about) return null
  const { email, emailType } = about
  const { organizationId } = link
  const row = { organizationId, id: newId(), email, createdAt: clock.now() }
  await db.asOrganization(organizationId, async (tx) => {
    if (answer === 'stop')
      await tx
        .insertInto('mailSuppressions')
        .values({ ...row, emailType })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    if (answer === 'resume')
      await tx
        .deleteFrom('mailSuppressions')
        .where('email', '=', email)
        .where('emailType', '=', emailType)
        .execute()
    if (answer === 'do-not-record' && (await object(tx, row)))
      emit(tx, 'objections.changed', { organizationId })
    if (answer === 'record' && (await takeBack(tx, email))) emit(tx, 'objections.changed', { organizationId })
  })
  return aboutLink({ db }, link)
}

type Objection = { organizationId: string; id: string; email: string; createdAt: DateTime }

/** Whether it was not said before. */
async function object(tx: OrganizationTx, row: Objection): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('recordingObjections')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Boolean(numInsertedOrUpdatedRows)
}

/** Whether there was one. */
async function takeBack(tx: OrganizationTx, email: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('recordingObjections')
    .where('email', '=', email)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
