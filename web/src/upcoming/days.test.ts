import { expect, test } from 'vitest'
import type { Meeting } from '../queries.ts'
import { groupByDay } from './days.ts'

const now = new Date(2026, 10, 21, 9, 0)
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()
const meeting = (title: string, start: string, end: string, more: Partial<Meeting> = {}): Meeting => ({
  eventId: title,
  occurrenceId: null,
  sessionId: null,
  title,
  start,
  end,
  isAllDay: false,
  platform: 'zoom',
  meetingUrl: null,
  people: [],
  isRecurring: false,
  wants: true,
  because: 'all',
  sentence: '',
  joinAt: null,
  said: { event: null, series: null },
  step: 'calendar_default',
  objection: null,
  minutes: 30,
  price: { amount: 0.33, currency: 'USD' },
  canOverride: true,
  alsoWantedBy: [],
  receivers: [],
  uncheckedSince: null,
  bot: null,
  ...more,
})
const bot = { id: 'b', name: 'Acme Notes', since: at(21, 8), trouble: null, state: 'recording' } as const

test('what is happening now stands on top, what is over is gone, the rest is by day and time', () => {
  const { running, days } = groupByDay(
    [
      meeting('tomorrow', at(22, 8), at(22, 9)),
      meeting('late today', at(21, 15), at(21, 16)),
      meeting('soon', at(21, 10), at(21, 11)),
      meeting('running', at(21, 8), at(21, 10)),
      meeting('over', at(21, 7), at(21, 8)),
    ],
    now,
  )
  expect(running.map(({ title }) => title)).toEqual(['running'])
  expect(days.map(({ meetings }) => meetings.map(({ title }) => title))).toEqual([
    ['soon', 'late today'],
    ['tomorrow'],
  ])
})

test('a meeting that runs over its time stays on top while the bot is inside', () => {
  expect(groupByDay([meeting('long', at(21, 7), at(21, 8), { bot })], now).running).toHaveLength(1)
})

test('an event of several days stands in today, not in the past', () => {
  const { running, days } = groupByDay([meeting('fair', at(19, 0), at(24, 0), { isAllDay: true })], now)
  expect(running).toEqual([])
  expect(days[0]?.key).toBe('2026-11-21')
})

test('of what runs now, a bot that waits in the lobby stands first', () => {
  const waiting = { ...bot, state: 'waiting_room' } as const
  const { running } = groupByDay(
    [
      meeting('first', at(21, 7), at(21, 10), { bot }),
      meeting('lobby', at(21, 8), at(21, 10), { bot: waiting }),
    ],
    now,
  )
  expect(running.map(({ title }) => title)).toEqual(['lobby', 'first'])
})
