/** Rules are saved by somebody with many meetings ahead: the request is short, the far-off wishes follow by themselves. */
import { expect, test } from 'vitest'
import { upcomingMeetings } from '#calendar/reads.ts'
import { AT_ONCE } from '#calendar/rules/decide-anew.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'
import type { OrganizationTx } from '#db/db.ts'
import { calendarWorld, RULES, START } from '#test/calendar-world.ts'

const MEETINGS = 120 // more than are wished within the request

const wishedIn = (tx: OrganizationTx) =>
  tx.selectFrom('bots').select('joinAt').where('isWanted', '=', true).orderBy('joinAt').execute()

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

  const atOnce = await world.inside(maya, async (tx) => {
    await saveRules(tx, world.needs, { ...maya, rules: RULES })
    return wishedIn(tx)
  })
  expect(atOnce).toHaveLength(AT_ONCE)
  const shown = await world.inside(maya, (tx) =>
    upcomingMeetings(tx, { userId: maya.userId, now: world.clock.now(), recallIsOff: false }),
  )
  expect(shown.every(({ wants }) => wants)).toBe(true)
  await world.settle()
  const all = await world.inside(maya, wishedIn)
  expect(all).toHaveLength(MEETINGS)
  expect(all.slice(0, AT_ONCE)).toEqual(atOnce) // the nearest came first
}, 60_000)
