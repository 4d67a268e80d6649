import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginConnecting, begunBy } from '#calendar/connecting/begin-connecting.ts'
import { connectionsOf } from '#calendar/connecting/connections.ts'
import { keepWatching } from '#calendar/push/keep-watching.ts'
import { pollCalendars } from '#calendar/syncing/poll-calendars.ts'
import { type CalendarWorld, calendarWorld, type Someone } from '#test/calendar-world.ts'

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const pass = (time: { minutes?: number }) => world.clock.advanceTo(world.clock.now().plus(time))
const sweep = async () => {
  for (const { run } of [pollCalendars, keepWatching]) await run(world.needs)
  await world.settle()
}
const connection = async (person: Someone) => {
  const viewer = { userId: person.userId, now: world.clock.now() }
  const [shown] = await world.inside(person, (tx) => connectionsOf(tx, viewer))
  return { ...shown, calendar: shown?.calendars.find(({ isSelected }) => isSelected) }
}

describe('a rotating refresh whose answer is lost', () => {
  const email = 'lena@northwind.test'
  let lena: Someone
  const loseAnswers = async () => {
    world.sims.microsoft.expireAccessTokens()
    world.sims.microsoft.loseTokenAnswers(20)
    await pass({ minutes: 20 })
    await sweep()
    world.sims.microsoft.loseTokenAnswers(0)
  }
  beforeAll(async () => {
    lena = await world.member(email)
    await world.connect(lena, 'microsoft_outlook')
    await world.settle()
  })

  test('173. is passing trouble: the old token, which the row still holds, is good once more', async () => {
    await loseAnswers()
    expect(await connection(lena)).toMatchObject({
      status: 'active',
      calendar: { trouble: expect.stringMatching(/tried again by itself/) },
    })
    await pass({ minutes: 2 })
    await sweep()
    expect(await connection(lena)).toMatchObject({ status: 'active', calendar: { trouble: null } })
  })

  test('173. is the end of the grant where the old token died with its use', async () => {
    world.sims.microsoft.rotateStrictly()
    await loseAnswers()
    await pass({ minutes: 2 })
    await sweep()
    expect(await connection(lena)).toMatchObject({
      status: 'needs_reauth',
      statusReason: expect.stringMatching(/connect the calendar again/),
    })
  })
})

describe('connecting', () => {
  const provider = 'google_calendar' as const
  const stateFor = (person: Someone) =>
    new URL(beginConnecting(world.needs, { ...person, provider })).searchParams.get('state') ?? ''

  test('171. a box left unticked is noticed', async () => {
    const person = await world.member('ida@northwind.test')
    const refused = world.connect(person, provider, '&untick=calendar.events.readonly')
    await expect(refused).rejects.toMatchObject({ code: 'scope_missing' })
  })

  test('is good only for whoever began it, where they began it, and not for long', async () => {
    const person = await world.member('lea@northwind.test')
    const thief = await world.member('mal@northwind.test')
    const state = stateFor(person)
    expect(begunBy(world.needs, state, { ...person, provider }).verifier).toHaveLength(43)
    const tries = [
      () => begunBy(world.needs, state, { ...thief, provider }),
      () => begunBy(world.needs, state, { ...person, provider: 'microsoft_outlook' }),
      () => begunBy(world.needs, `x${state}`, { ...person, provider }),
      () => begunBy(world.needs, '', { ...person, provider }),
    ]
    for (const attempt of tries) expect(attempt).toThrow(/somebody else/)
    await pass({ minutes: 10 })
    expect(() => begunBy(world.needs, state, { ...person, provider })).toThrow(/too long/)
  })

  test('tokens are sealed for their row', async () => {
    const rows = await world.needs.db.asSystem((tx) =>
      tx.selectFrom('calendarConnections').select(['id', 'oauthRefreshToken']).execute(),
    )
    const [first, second] = rows
    expect(first?.oauthRefreshToken).not.toMatch(/1\/\/0|M\.C5/)
    const moved = () =>
      world.needs.vault.open(first?.oauthRefreshToken ?? '', `calendar_connections:${second?.id}:refresh`)
    expect(moved).toThrow()
  })
})
