/** Two colleagues, two providers, one organization: one bot for both, and none for somebody who has left. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive, connect } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
let jonas: Browser
const JONAS = { email: 'jonas@northwind.example', password: 'correct horse battery staple' }

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
  jonas = world.visitor()
  const { id } = await maya.api('POST /v1/invitations', { body: { email: JONAS.email, role: 'member' } })
  await jonas.fetch('/api/auth/sign-up/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...JONAS, name: 'Jonas Berg' }),
  })
  await jonas.api('POST /v1/invitations/{id}/accept', { params: { id } })
  await connect(world, jonas, JONAS.email, 'microsoft_outlook')
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const living = () => world.sims.recall.bots().filter(({ place }) => place !== 'gone')
const inHours = (hours: number) => world.clock.now().plus({ hours }).toMillis()
const confirm = async (who: Browser) => {
  const { confirmedAt: _, ...rules } = await who.api('GET /v1/rules')
  await who.api('PUT /v1/rules', { body: rules })
  await world.settle()
}

test('nothing is wished for somebody who has not confirmed their rules', async () => {
  const link = 'https://us02web.zoom.us/j/82233445566?pwd=Zk1&play=launch-checkpoint'
  world.sims.microsoft.addEvent({
    title: 'His alone',
    startsAt: inHours(3),
    endsAt: inHours(4),
    link,
    people: [JONAS.email],
  })
  await world.settle()
  const { meetings, isConfirmed } = await jonas.api('GET /v1/upcoming')
  expect(isConfirmed).toBe(false)
  expect(meetings).toMatchObject([{ title: 'His alone', bot: null }])
  expect(living()).toHaveLength(0)

  await confirm(jonas)
  expect(living()).toHaveLength(1)
})

test('both were invited, through Google and Outlook: one bot, and each sees that the other wants it too', async () => {
  const link = 'https://us02web.zoom.us/j/81112223344?pwd=Zk1&play=launch-checkpoint'
  world.sims.google.createEvent('maya@northwind.example', {
    title: 'Both of us',
    start: inHours(5),
    end: inHours(6),
    link,
    people: [{ email: 'maya@northwind.example' }, { email: JONAS.email }],
  })
  await world.settle()
  expect(living()).toHaveLength(2)
  const seen = await Promise.all(
    [maya, jonas].map(async (who) =>
      (await who.api('GET /v1/upcoming')).meetings.find(({ title }) => title === 'Both of us'),
    ),
  )
  expect(seen[0]?.bot?.id).toBe(seen[1]?.bot?.id)
  expect(seen.map((meeting) => meeting?.alsoWantedBy)).toEqual([['Jonas Berg'], ['Maya Keller']])
})

test('who says no to their copy leaves the bot to the other; when both say no it is called off', async () => {
  const mine = async (who: Browser) =>
    (await who.api('GET /v1/upcoming')).meetings.find(({ title }) => title === 'Both of us')?.eventId ?? ''
  const decline = async (who: Browser, autoJoin: boolean | null) => {
    await who.api('PUT /v1/upcoming/{eventId}/override', {
      params: { eventId: await mine(who) },
      body: { autoJoin },
    })
    await world.settle()
  }
  await decline(maya, false)
  expect(living()).toHaveLength(2)
  await decline(jonas, false)
  expect(living()).toHaveLength(1)
  await decline(maya, null)
  expect(living()).toHaveLength(2)
})

test('a colleague sees neither the meetings nor the transcript of which they were no part', async () => {
  const { meetings } = await jonas.api('GET /v1/upcoming')
  const sessionId = meetings.find(({ title }) => title === 'His alone')?.sessionId ?? ''
  expect(sessionId).not.toBe('')
  await expect(maya.api('GET /v1/sessions/{id}', { params: { id: sessionId } })).rejects.toMatchObject({
    problem: { code: 'not_found' },
  })
  expect((await maya.api('GET /v1/sessions')).sessions.map(({ title }) => title)).not.toContain('His alone')
})

test('when somebody is removed, the bots that only they wanted are called off', async () => {
  const { members } = await maya.api('GET /v1/members')
  const id = members.find(({ email }) => email === JONAS.email)?.id ?? ''
  await maya.api('DELETE /v1/members/{id}', { params: { id } })
  await world.settle()
  expect(living()).toHaveLength(1) // "Both of us", which Maya wants
})
