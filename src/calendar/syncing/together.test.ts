import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectionsOf } from '#calendar/connecting/connections.ts'
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import { upcomingMeetings } from '#calendar/reads.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { previewRules } from '#calendar/rules/preview-rules.ts'
import { savePolicies } from '#calendar/rules/save-policies.ts'
import { whyMeeting } from '#calendar/showing/why-meeting.ts'
import { type CalendarWorld, calendarWorld, RULES, type Someone, START } from '#test/calendar-world.ts'

const TEAMS = 'https://teams.microsoft.com/meet/21345678901234?p=AbCdEf'
const inHours = (hours: number) => START.plus({ hours }).toMillis()

let world: CalendarWorld
let maya: Someone
let jonas: Someone
let connections: { maya: string; jonas: string }
let meeting: { id: string }

beforeAll(async () => {
  world = await calendarWorld()
  maya = await world.member('maya@northwind.test')
  jonas = await world.member('jonas@northwind.test', maya.organizationId)
  world.sims.google.addPerson({ email: maya.email })
  world.sims.microsoft.addPerson({ email: jonas.email })
  meeting = world.sims.google.createEvent(maya.email, {
    title: 'Launch',
    start: inHours(2),
    end: inHours(3),
    link: TEAMS,
    people: [jonas.email, 'client@partner.test'],
  })
  connections = {
    maya: await world.connect(maya, 'google_calendar'),
    jonas: await world.connect(jonas, 'microsoft_outlook'),
  }
  await world.settle()
  await world.confirm(maya)
  await world.confirm(jonas)
})
afterAll(() => world[Symbol.asyncDispose]())

const seen = async (person: Someone) => {
  const viewer = { userId: person.userId, now: world.clock.now(), recallIsOff: false }
  const [shown] = await world.inside(person, (tx) => upcomingMeetings(tx, viewer))
  if (!shown) throw new Error('nothing is shown')
  return shown
}
const override = async (person: Someone, autoJoin: boolean | null) => {
  const { eventId } = await seen(person)
  return world.inside(person, (tx) => overrideEvent(tx, world.needs, { ...person, eventId, autoJoin }))
}

test('a Google and an Outlook copy are one meeting, with one bot', async () => {
  const bots = await world.wished(maya)
  expect(bots).toMatchObject([{ userId: maya.userId, meetingUrl: TEAMS }])
  const [hers, his] = [await seen(maya), await seen(jonas)]
  expect(hers.occurrenceId).toBe(his.occurrenceId)
  expect(his.alsoWantedBy).toEqual(['Maya'])
  expect(his.people.map(({ email }) => email).sort()).toEqual([
    'client@partner.test',
    'jonas@northwind.test',
    'maya@northwind.test',
  ])
})

test("the organizer's no leaves the colleague's yes, and the bot is theirs then", async () => {
  await override(maya, false)
  expect(await world.wished(maya)).toMatchObject([{ userId: jonas.userId }])
  const said = { event: false, series: null }
  expect(await seen(maya)).toMatchObject({ wants: false, because: 'skipped_by_person', said })
})

test('nobody wants it any more: the bot is called off, and comes again with the next yes', async () => {
  await override(jonas, false)
  expect(await world.wished(maya)).toEqual([])
  await override(jonas, null)
  expect(await world.wished(maya)).toMatchObject([{ userId: jonas.userId }])
})

test('the history tells each change of mind once, and the trail each step', async () => {
  const { eventId } = await seen(maya)
  const why = await world.inside(maya, (tx) => whyMeeting(tx, { userId: maya.userId, eventId }))
  expect(why.history.map(({ because }) => because).sort()).toEqual(['matches_rules', 'skipped_by_person'])
  expect(why.trail.at(-1)).toEqual({
    step: 'override',
    outcome: 'skip',
    sentence: 'Not joining because you said no',
  })
  const foreign = world.inside(jonas, (tx) => whyMeeting(tx, { userId: jonas.userId, eventId }))
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
})

test('other rules are previewed without being saved', async () => {
  const rules = { ...RULES, excludedKeywords: ['launch'] }
  const ask = { userId: jonas.userId, now: world.clock.now() }
  const preview = await world.inside(jonas, (tx) => previewRules(tx, ask, { rules }))
  expect(preview).toMatchObject({ joins: 0, skips: 1, meetings: [{ wantsNow: true, wouldWant: false }] })
  expect(await world.wished(jonas)).toHaveLength(1)
})

test("where one explicit no counts for all, a colleague's keeps the bot out, and the page says so", async () => {
  const setForAll = (rules: Parameters<typeof savePolicies>[2]['rules']) =>
    world.inside(maya, (tx) => savePolicies(tx, world.needs, { ...maya, rules }))
  await override(maya, true)
  await override(jonas, false)
  await setForAll({ conflict: 'any_veto_blocks' })
  await world.settle()
  expect(await world.wished(maya)).toEqual([])
  expect(await seen(maya)).toMatchObject({
    ...{ wants: true, objection: 'veto' },
    sentence: 'Not joining: somebody who is invited said no, and your organization heeds that',
  })
  await setForAll({})
  await world.settle()
  expect(await seen(maya)).toMatchObject({ wants: true, objection: null })
  expect(await world.wished(maya)).toHaveLength(1)
  await override(jonas, null)
  await override(maya, false)
})

test('a meeting without a link cannot be asked for', async () => {
  const event = world.sims.google.createEvent(maya.email, {
    title: 'Lunch',
    start: inHours(1),
    end: inHours(1.5),
  })
  await world.settle()
  await expect(override(maya, true)).rejects.toMatchObject({
    code: 'conflict',
    detail: 'Not joining: there is no link to a video meeting in it',
  })
  world.sims.google.deleteEvent(event.id)
  await world.settle()
})

test('a declined meeting is not joined for the one who declined', async () => {
  world.sims.microsoft.respond(jonas.email, meeting.id, 'declined')
  await world.settle()
  expect(await world.wished(jonas)).toEqual([])
  await override(maya, null)
  expect(await world.wished(maya)).toMatchObject([{ userId: maya.userId }])
})

test('disconnecting calls off what only this calendar wanted, and gives the permission back', async () => {
  const which = { ...maya, connectionId: connections.maya }
  expect(await world.inside(maya, (tx) => disconnectCalendar(tx, world.needs, which))).toBe(1)
  await world.settle()
  expect(await world.wished(maya)).toEqual([])
  const connection = await world.inside(maya, (tx) =>
    tx
      .selectFrom('calendarConnections')
      .select(['status', 'oauthRefreshToken', 'oauthAccessToken'])
      .where('id', '=', connections.maya)
      .executeTakeFirst(),
  )
  expect(connection).toEqual({ status: 'disconnected', oauthRefreshToken: null, oauthAccessToken: null })
  await expect(world.inside(maya, (tx) => disconnectCalendar(tx, world.needs, which))).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('connecting again brings the same meeting back, and its bot', async () => {
  await world.connect(maya, 'google_calendar')
  await world.settle()
  expect(await world.wished(maya)).toMatchObject([{ userId: maya.userId }])
  const viewer = { userId: maya.userId, now: world.clock.now() }
  const [connection] = await world.inside(maya, (tx) => connectionsOf(tx, viewer))
  expect(connection).toMatchObject({
    id: connections.maya,
    status: 'active',
    calendars: [{ isPrimary: true, isSelected: true, hears: 'push', upcomingEvents: 1, trouble: null }],
  })
})
