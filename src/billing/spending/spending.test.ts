import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { monthOf, spanOf } from '#billing/months.ts'
import { minutesOf, priceOf } from '#billing/spending/price.ts'
import { levelsReached } from '#billing/spending/warn.ts'
import { withinLimits } from '#billing/spending/within-limits.ts'

const start = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const planned = (minutes: number) => ({ start, end: start.plus({ minutes }) })
const none = { limit: null, used: 0, held: 0 }

describe('before a meeting runs', () => {
  test.each([
    [0.5, 1],
    [30, 30],
    [59.1, 60],
    [600, 240],
    [0, 60],
    [-5, 60],
  ])('%d planned minutes set %d aside', (minutes, aside) => expect(minutesOf(planned(minutes))).toBe(aside))

  test('its price is what the provider asks for it at most, to the cent', () => {
    expect(priceOf(planned(60))).toEqual({ minutes: 60, currency: 'USD', amount: 0.65 })
    expect(priceOf(planned(1))).toEqual({ minutes: 1, currency: 'USD', amount: 0.02 })
  })
})

describe('a limit', () => {
  test.each([
    ['no limit at all', none, none, { isAllowed: true, leftMinutes: null }],
    ['just enough', { limit: 60, used: 20, held: 10 }, none, { isAllowed: true, leftMinutes: 30 }],
    [
      'one minute short',
      { limit: 60, used: 21, held: 10 },
      none,
      { isAllowed: false, because: 'organization_cap' },
    ],
    [
      'the member is short',
      { limit: 999, used: 0, held: 0 },
      { limit: 29, used: 0, held: 0 },
      { isAllowed: false, because: 'member_cap' },
    ],
    [
      'used more than there was',
      { limit: 60, used: 90, held: 0 },
      none,
      { isAllowed: false, leftMinutes: 0 },
    ],
    ['a limit of nothing', { limit: 0, used: 0, held: 0 }, none, { isAllowed: false, leftMinutes: 0 }],
  ])('with %s', (_name, organization, member, verdict) =>
    expect(withinLimits(30, organization, member)).toMatchObject(verdict),
  )

  test('says in one sentence what is missing, and who can help', () => {
    const verdict = withinLimits(60, { limit: 500, used: 480, held: 10 }, none)
    expect(verdict.isAllowed ? '' : verdict.sentence).toBe(
      "No bot comes: the meeting needs up to 60 minutes, and 10 of the organization's 500 minutes are left this month. " +
        'An admin can raise the limit under Usage.',
    )
  })

  test.each([
    [79, []],
    [80, [80]],
    [99, [80]],
    [100, [80, 100]],
    [150, [80, 100]],
  ])('%d of 100 minutes warn at %j', (used, levels) => expect(levelsReached(used, 100)).toEqual(levels))
})

describe('a month', () => {
  test('begins at midnight where the organization is', () => {
    const late = DateTime.fromISO('2026-10-31T23:30:00Z', { zone: 'utc' })
    expect(['UTC', 'Europe/Vienna', 'America/New_York'].map((zone) => monthOf(late, zone))).toEqual([
      '2026-10',
      '2026-11',
      '2026-10',
    ])
    const { from, to } = spanOf('2026-10', 'Europe/Vienna') // with the change to winter time inside
    expect([from.toISO(), to.toISO()]).toEqual(['2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'])
  })
})
