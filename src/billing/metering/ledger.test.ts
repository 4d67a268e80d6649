import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import type { Fact } from '#billing/metering/intervals.ts'
import { type Entry, rowsToWrite } from '#billing/metering/ledger.ts'
import { entryOf } from '#billing/metering/record-usage.ts'

const entry = fc.record({
  userId: fc.constantFrom('ana', 'ben'),
  month: fc.constantFrom('2026-11', '2026-12'),
  billableSeconds: fc.nat(4_000),
  billableMinutes: fc.nat(70),
  providerSeconds: fc.nat(5_000),
})

/** As the ledger adds up: one sum for each place, empty ones left out. */
function netOf(rows: readonly Entry[]): Entry[] {
  const places = [...Map.groupBy(rows, ({ userId, month }) => `${userId} ${month}`).values()]
  const sum = (list: readonly Entry[], figure: 'billableSeconds' | 'billableMinutes' | 'providerSeconds') =>
    list.reduce((total, row) => total + row[figure], 0)
  return places.flatMap((list) => {
    const [first] = list
    const net = {
      billableSeconds: sum(list, 'billableSeconds'),
      billableMinutes: sum(list, 'billableMinutes'),
      providerSeconds: sum(list, 'providerSeconds'),
    }
    const isNothing = Object.values(net).every((figure) => figure === 0)
    return first && !isNothing ? [{ userId: first.userId, month: first.month, ...net }] : []
  })
}

describe('the ledger', () => {
  test('says in the end what was used, whatever it said before, in one place only', () => {
    fc.assert(
      fc.property(fc.array(fc.option(entry), { minLength: 1, maxLength: 8 }), (says) => {
        const rows: Entry[] = []
        for (const used of says) rows.push(...rowsToWrite(netOf(rows), used))
        const last = says.at(-1) ?? null
        const { userId: _, month: __, ...figures } = last ?? { userId: '', month: '' }
        const isNothing = Object.values(figures).every((figure) => figure === 0)
        expect(netOf(rows)).toEqual(last === null || isNothing ? [] : [last])
      }),
    )
  })

  test('writes nothing when it is told the same again', () => {
    const told = (used: Entry) => {
      expect(rowsToWrite(netOf([used]), used)).toEqual([])
    }
    fc.assert(fc.property(entry, told))
  })

  test('takes back what stood with another person or month', () => {
    const before = {
      userId: 'ana',
      month: '2026-11',
      billableSeconds: 61,
      billableMinutes: 2,
      providerSeconds: 90,
    }
    expect(rowsToWrite([before], { ...before, month: '2026-12' })).toMatchObject([
      { month: '2026-11', billableMinutes: -2, because: 'corrected' },
      { month: '2026-12', billableMinutes: 2, because: 'corrected' },
    ])
  })
})

const zero = DateTime.fromISO('2026-11-30T23:30:00Z', { zone: 'utc' })
const codes = [
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'in_call_recording',
  'call_ended',
  'done',
  'fatal',
]
const facts = fc.array(
  fc
    .record({ code: fc.constantFrom(...codes), second: fc.nat(5_000) })
    .map(({ code, second }): Fact => ({ code, occurredAt: zero.plus({ seconds: second }) })),
  { maxLength: 12 },
)

describe('what a session used', () => {
  const lifeOf = (list: readonly Fact[], botId = 'bot') => ({ botId, userId: 'ana', facts: [...list] })

  test('is the same in every order, and however often something is said', () => {
    const shuffled = facts.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length })),
    )
    fc.assert(
      fc.property(shuffled, facts, ([list, order], other) => {
        const used = entryOf([lifeOf(list), lifeOf(other, 'second')], 'Europe/Vienna')
        expect(entryOf([lifeOf(order), lifeOf(other, 'second')], 'Europe/Vienna')).toEqual(used)
      }),
    )
  })

  test('belongs to the month in which its recording began, where the organization is', () => {
    const life = lifeOf([
      { code: 'joining_call', occurredAt: zero },
      { code: 'in_call_recording', occurredAt: zero.plus({ minutes: 1 }) },
      { code: 'call_ended', occurredAt: zero.plus({ minutes: 62, seconds: 1 }) },
      { code: 'done', occurredAt: zero.plus({ minutes: 63 }) },
    ])
    const used = { userId: 'ana', billableSeconds: 3_661, billableMinutes: 62, providerSeconds: 3_780 }
    expect(entryOf([life], 'UTC')).toEqual({ ...used, month: '2026-11' })
    expect(entryOf([life], 'Europe/Vienna')).toEqual({ ...used, month: '2026-12' })
    expect(entryOf([life], 'Nowhere/Land')).toEqual({ ...used, month: '2026-11' })
  })
})
