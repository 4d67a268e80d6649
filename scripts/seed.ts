/**
 * The demo organization: two colleagues, one with a Google and one with an Outlook calendar, their rules confirmed.
 * Runs at every start and finds what it made before; what people changed since stays as they left it.
 */
import { createOrganization } from '../src/auth/organizations.ts'
import { makeOperator } from '../src/auth/set-up.ts'
import { connectCalendar } from '../src/calendar/connecting/connect-calendar.ts'
import type { ProviderName } from '../src/calendar/providers/provider.ts'
import { savePolicies } from '../src/calendar/rules/save-policies.ts'
import type { Context } from '../src/context.ts'
import { newId } from '../src/lib/ids.ts'
import type { Seed } from './lib/seed-demo.ts'

const ORGANIZATION = 'Northwind Trading'
const MAYA = {
  email: 'maya@northwind.example',
  fullName: 'Maya Keller',
  provider: 'google_calendar',
} as const
const COLLEAGUE = {
  email: 'jonas@northwind.example',
  fullName: 'Jonas Berg',
  provider: 'microsoft_outlook',
} as const
const RULES = { excludedKeywords: ['confidential', 'vertraulich'], includedDomains: [] }

type Someone = { email: string; fullName: string; provider: ProviderName }

export const seed: Seed = async ({ login, standIns, product: { context } }) => {
  const userId = await signUp(context, MAYA, login.password)
  const organizationId = await organizationOf(context, userId)
  const isNew = await ensureCalendar(context, standIns.url, organizationId, userId, MAYA)
  if (isNew) await setForEverybody(context, organizationId, userId)
  const colleagueId = await signUp(context, COLLEAGUE, login.password)
  await joinOrganization(context, organizationId, colleagueId)
  await ensureCalendar(context, standIns.url, organizationId, colleagueId, COLLEAGUE)
}

async function signUp(
  { auth, db, expectSetUp }: Context,
  person: Someone,
  password: string,
): Promise<string> {
  const find = () =>
    db.asSystem((tx) =>
      tx.selectFrom('users').select('id').where('email', '=', person.email).executeTakeFirst(),
    )
  const known = await find()
  if (known) return known.id
  using _expected = expectSetUp(person.email)
  const { user } = await auth.api.signUpEmail({
    body: { email: person.email, password, name: person.fullName },
  })
  return user.id
}

async function organizationOf({ db, clock }: Context, userId: string): Promise<string> {
  return db.asSystem(async (tx) => {
    const member = await tx
      .selectFrom('organizationMembers')
      .select('organizationId')
      .where('userId', '=', userId)
      .executeTakeFirst()
    if (member) return member.organizationId
    await makeOperator(tx, userId)
    return (await createOrganization(tx, { userId, name: ORGANIZATION, now: clock.now() })).id
  })
}

const joinOrganization = ({ db }: Context, organizationId: string, userId: string) =>
  db.asSystem((tx) =>
    tx
      .insertInto('organizationMembers')
      .values({ id: newId(), organizationId, userId, role: 'member' })
      .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
      .execute(),
  )

/** Connects with a grant that the stand-in gives without a browser, unless the person has a connection already. */
async function ensureCalendar(
  context: Context,
  standIns: string,
  organizationId: string,
  userId: string,
  who: Someone,
): Promise<boolean> {
  const { db, clock } = context
  const isConnected = await db.asOrganization(organizationId, (tx) =>
    tx.selectFrom('calendarConnections').select('id').where('userId', '=', userId).executeTakeFirst(),
  )
  const port = who.provider === 'google_calendar' ? context.google : context.microsoft
  if (isConnected || !port) return false
  const grant = await grantOf(standIns, who)
  const calendars = await port.listCalendars(grant.accessToken)
  await db.asOrganization(organizationId, async (tx) => {
    await connectCalendar(tx, context, { organizationId, userId, provider: who.provider, grant, calendars })
    const confirmed = { ...RULES, confirmedAt: clock.now() }
    await tx.updateTable('calendarPreferences').set(confirmed).where('userId', '=', userId).execute()
  })
  return true
}

/** One rule that nobody can override, so that the demo shows what that looks like. */
const setForEverybody = ({ db, clock, jobs }: Context, organizationId: string, userId: string) =>
  db.asOrganization(organizationId, (tx) =>
    savePolicies(
      tx,
      { clock, jobs },
      { organizationId, userId, rules: { neverKeywords: ['works council'] } },
    ),
  )

async function grantOf(standIns: string, { provider, email, fullName }: Someone) {
  const reply = await fetch(`${standIns}/control/grant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: provider === 'google_calendar' ? 'google' : 'microsoft', email }),
  })
  const { refresh_token, access_token, expires_in, scope } = await reply.json()
  return {
    refreshToken: String(refresh_token),
    accessToken: String(access_token),
    expiresInSeconds: Number(expires_in),
    scopes: String(scope).split(' '),
    accountId: email,
    email,
    name: fullName,
  }
}
