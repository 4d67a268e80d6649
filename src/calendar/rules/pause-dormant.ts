/**
 * An account that nobody has used for 30 days pauses itself: bots of people who have forgotten them are the ones that
 * nobody wants in a meeting. It says so by mail and on every page, and one click ends the pause.
 */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import { decideAnew } from '#calendar/rules/decide-anew.ts'
import { type Db, type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { escapeHtml } from '#lib/html.ts'

export const DORMANT_DAYS = 30

type Needs = { jobs: Queue; clock: Clock }
type Person = { organizationId: string; userId: string }
type Letter = { to: string; subject: string; text: string; html: string }
/** Null where mail is off. */
type SendMail = ((letter: Letter) => Promise<void>) | null

/** One run takes at most so many; the next one takes the rest. */
const BATCH = 50

export const pauseDormant = defineSweep({
  name: 'calendar.pause_dormant',
  everySeconds: 3_600,
  run: ({ db, jobs, clock }: Needs & { db: Db }) =>
    db.asSystem(async (tx) => {
      for (const person of await dormant(tx, clock))
        await within(tx, person.organizationId, (mine) => pause(mine, { jobs, clock }, person))
    }),
})

const dormant = (tx: SystemTx, clock: Clock): Promise<Person[]> =>
  tx
    .selectFrom('calendarPreferences as rules')
    .innerJoin('organizationMembers as member', (join) =>
      join
        .onRef('member.organizationId', '=', 'rules.organizationId')
        .onRef('member.userId', '=', 'rules.userId'),
    )
    .select(['rules.organizationId', 'rules.userId'])
    .where('rules.confirmedAt', 'is not', null)
    .where('rules.pausedAt', 'is', null)
    .where('rules.autoJoinEnabled', '=', true)
    .where('member.status', '=', 'active')
    .where((eb) => {
      const lastHere = eb.fn<DateTime>('greatest', ['member.lastActiveAt', 'rules.confirmedAt'])
      return eb(lastHere, '<', clock.now().minus({ days: DORMANT_DAYS }))
    })
    .orderBy('rules.id')
    .limit(BATCH)
    .forUpdate('rules')
    .skipLocked()
    .execute()

async function pause(tx: OrganizationTx, needs: Needs, person: Person): Promise<void> {
  await setPause(tx, needs, person, true)
  await needs.jobs.add(tx, tellPaused, person)
}

/** The person is back: their rules count again. Nothing happens where there is no pause. */
export async function resumeRules(tx: OrganizationTx, needs: Needs, person: Person): Promise<void> {
  await setPause(tx, needs, person, false)
}

async function setPause(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId }: Person,
  isPaused: boolean,
): Promise<void> {
  const now = needs.clock.now()
  const changed = await tx
    .updateTable('calendarPreferences')
    .set({ pausedAt: isPaused ? now : null, updatedAt: now })
    .where('userId', '=', userId)
    .where('pausedAt', isPaused ? 'is' : 'is not', null)
    .returning('id')
    .execute()
  if (changed.length === 0) return
  await decideAnew(tx, needs, { organizationId, userId })
  emit(tx, 'preferences.changed', { organizationId, userId })
}

/** A mail with the one link that ends the pause. Nobody is told who has come back in the meantime. */
export const tellPaused = defineJob({
  name: 'calendar.tell_paused',
  input: z.object({ organizationId: z.uuid(), userId: z.uuid() }),

  async run({ db, sendMail, publicUrl }: { db: Db; sendMail: SendMail; publicUrl: string }, person) {
    if (!sendMail) return
    const paused = await db.asOrganization(person.organizationId, (tx) =>
      tx
        .selectFrom('calendarPreferences as rules')
        .innerJoin('organizationPeople as member', 'member.userId', 'rules.userId')
        .select(['member.email', 'member.fullName'])
        .where('rules.userId', '=', person.userId)
        .where('rules.pausedAt', 'is not', null)
        .executeTakeFirst(),
    )
    if (paused?.email) await sendMail(letterTo(paused.email, paused.fullName ?? '', `${publicUrl}/`))
  },
})

function letterTo(to: string, name: string, url: string): Letter {
  const greeting = name ? `Hello ${name},` : 'Hello,'
  const text = `you have not been on LiveConvo for ${DORMANT_DAYS} days, so joining your meetings has paused itself. No bot comes to a meeting of yours on your behalf until you say so; what was recorded before is kept.`
  return {
    to,
    subject: 'Joining your meetings has paused',
    text: `${greeting}\n\n${text}\n\nTo go on: ${url}\n`,
    html: `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif"><p>${escapeHtml(greeting)}</p><p>${escapeHtml(text)}</p><p><a href="${escapeHtml(url)}">Go on joining</a></p></body></html>`,
  }
}
