/** What Upcoming says beforehand about who gets the notes, and to whom the letters are addressed in the end. */
import { beforeAll, expect, test } from 'vitest'
import { upcomingMeetings } from '../src/calendar/reads.ts'
import { noteOptedOut } from '../src/calendar/showing/note-opted-out.ts'
import { saveMailPreferences } from '../src/mail/preferences.ts'
import { planSummaryMails } from '../src/pipeline/plan-summary-mails.ts'
import { type CalendarWorld, calendarWorld, type Someone, START } from './calendar-world.ts'

const GUESTS = ['ben@partner.test', 'temp@northwind.test']
const rules = ['only_me', 'members', 'internal_guests', 'all_guests'] as const

let world: CalendarWorld
let maya: Someone
let colleagues: Someone[]
beforeAll(async () => {
  world = await calendarWorld()
  maya = await world.member('maya@northwind.test')
  const join = (name: string) => world.member(`${name}@northwind.test`, maya.organizationId)
  colleagues = [await join('jonas'), await join('without-a-calendar'), await join('silent')]
  world.sims.google.addPerson({ email: maya.email })
  world.sims.microsoft.addPerson({ email: 'jonas@northwind.test' })
  await letters('silent@northwind.test', { postCallSummary: false })
  world.sims.google.createEvent(maya.email, {
    title: 'Launch',
    start: START.plus({ hours: 2 }).toMillis(),
    end: START.plus({ hours: 3 }).toMillis(),
    link: 'https://teams.microsoft.com/meet/21345678901234?p=AbCdEf',
    people: [...colleagues.map(({ email }) => email), ...GUESTS],
  })
  await world.connect(maya, 'google_calendar')
  await world.settle()
  await world.confirm(maya)
  return () => world[Symbol.asyncDispose]()
})

const person = (email: string) => [maya, ...colleagues].find((one) => one.email === email) ?? maya
const letters = (
  email: string,
  wish: { postCallSummary?: boolean; recipients?: (typeof rules)[number] },
): Promise<void> => {
  const usual = { postCallSummary: true, weeklyDigest: true, recipients: 'members' as const, holdMinutes: 0 }
  return world.inside(maya, (tx) =>
    saveMailPreferences(tx, world.clock, person(email), { ...usual, ...wish }),
  )
}

async function announced(): Promise<string[]> {
  const viewer = { userId: maya.userId, now: world.clock.now(), recallIsOff: false }
  const [meeting] = await world.inside(maya, (tx) => upcomingMeetings(tx, viewer))
  return (meeting?.receivers ?? []).map(({ name }) => name.toLowerCase()).sort()
}

/** As if the meeting had taken place: the names of those whose letters were planned. */
async function written(): Promise<string[]> {
  const { organizationId } = maya
  return world.inside(maya, async (tx) => {
    const { id: sessionId } = await tx.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
    await noteOptedOut(tx, world.needs, { organizationId, sessionId, botId: sessionId })
    await planSummaryMails(tx, world.needs, { organizationId, sessionId })
    const rows = await tx.deleteFrom('emailNotifications').returning('recipientEmail').execute()
    return rows.map(({ recipientEmail }) => nameOf(recipientEmail)).sort()
  })
}
/** The calendars' stand-in names people by their addresses. */
const nameOf = (email: string) => email.slice(0, email.indexOf('@'))

test.each([
  ['only_me', ['maya']],
  ['members', ['jonas', 'maya', 'without-a-calendar']],
  ['internal_guests', ['jonas', 'maya', 'temp', 'without-a-calendar']],
  ['all_guests', ['ben', 'jonas', 'maya', 'temp', 'without-a-calendar']],
] as const)('%s', async (recipients, everybody) => {
  await letters(maya.email, { recipients })
  expect(await announced()).toEqual(everybody)
  expect(await written()).toEqual(everybody)
})

test('a colleague who sees the meeting and wants no bot there is not written to', async () => {
  const jonas = person('jonas@northwind.test')
  await letters(maya.email, { recipients: 'members' })
  await world.connect(jonas, 'microsoft_outlook')
  await world.settle()
  await world.confirm(jonas, { autoJoinEnabled: false })
  await world.settle()
  expect(await announced()).toEqual(['maya', 'without-a-calendar'])
  expect(await written()).toEqual(['maya', 'without-a-calendar'])
})
