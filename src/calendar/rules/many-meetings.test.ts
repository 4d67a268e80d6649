/** Rules are saved by somebody with many meetings ahead: the request is short, the far-off wishes follow by themselves. */
import { expect, test } from 'vitest'
import { upcomingMeetings } from '#calendar/reads.ts'
import { calendarWorld, START } from '#test/calendar-world.ts'

const MEETINGS = 120 // more than are wished within the request
const MOST_MS = 3_000

test('164. all of them are decided in one short request, and all their bots are planned soon after', async () => {
  await using world = await calendarWorld()
  const maya = await world.member('maya@northwind.test')
  world.sims.google.addPerson({ email: maya.email })
  for (let at = 0; at < MEETINGS; at++) {
    const start = START.plus({ hours: 1, minutes: at * 60 }).toMillis()
    const link = `https://us02web.zoom.us/j/${85_510_000_000 + at}`
    world.sims.google.createEvent(maya.email, { title: `Meeting ${at}`, start, end: start + 1_800_000, link })
  }
  await world.connect(maya, 'google_calendar')
  await world.settle()

  const began = performance.now()
  await world.confirm(maya)
  const tookMs = performance.now() - began
  expect(tookMs).toBeLessThan(MOST_MS)
  const shown = await world.inside(maya, (tx) =>
    upcomingMeetings(tx, { userId: maya.userId, now: world.clock.now(), recallIsOff: false }),
  )
  expect(shown.every(({ wants }) => wants)).toBe(true)
  await world.settle()
  expect(await world.wished(maya)).toHaveLength(MEETINGS)
}, 60_000)
