/** Two admins at the rules for everybody, on a real database. */
import { expect, test } from 'vitest'
import { policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import { savePolicies } from '#calendar/rules/save-policies.ts'
import { calendarWorld } from '#test/calendar-world.ts'

test('who has not seen what another admin set in the same moment is told, and overwrites nothing', async () => {
  await using world = await calendarWorld()
  const maya = await world.member('maya@northwind.test')
  const standing = () => world.inside(maya, policiesOf)
  const save = (rules: OrganizationRules, readAs?: string) =>
    world.inside(maya, (tx) => savePolicies(tx, world.needs, { ...maya, rules, readAs }))

  const { version: none } = await standing()
  const both = await Promise.allSettled([
    save({ refusals: ['ana@partner.test'] }, none),
    save({ neverKeywords: ['medical'] }, none),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  const { rules, version } = await standing()
  expect(Object.keys(rules)).toHaveLength(1)
  expect(version).not.toBe(none)

  await save({ ...rules, joinPrivate: true }, version)
  expect((await save({})).version).toBe(none) // who names no version replaces whatever stands
})
