import { describe, expect, test } from 'vitest'
import { followMoves } from '#calendar/deciding/follow-moves.ts'
import { meetingKeyOf } from '#calendar/rules/overrides.ts'
import { ownCopy } from '#calendar/rules/own-copy.ts'
import { at } from '#test/sightings.ts'
import { type Entry, from, google, graph, keyOf, time, told, wishes } from '#test/wishes.ts'

const DAYS = ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28']
const ZOOM = 'https://zoom.us/j/85512345678'

/** One meeting of Bo's series on Mondays at three. */
const one = (day: string, differs: Parameters<typeof google>[0] = {}): Entry => ({
  event: google({
    ...{ id: `series_${day}`, iCalUID: 'series@google.com', recurringEventId: 'series' },
    originalStartTime: time('15:00', day),
    ...from('15:00', '16:00', day),
    ...differs,
  }),
})
const [monday = '', second = '', third = ''] = DAYS
const three = [one(monday), one(second), one(third)]
/** What became of the meetings that were there before; the new ones after them. */
function changed(before: readonly Entry[], after: readonly Entry[]) {
  const then = wishes(before)
  const now = wishes(after)
  const inWords = (wish: ReturnType<typeof then.get>) =>
    typeof wish === 'object' ? wish.joinAt.toFormat('d.L. HH:mm') : wish
  return {
    kept: [...then.keys()].filter((key) => now.has(key)).map((key) => inWords(now.get(key))),
    gone: [...then.keys()].filter((key) => !now.has(key)).length,
    fresh: [...now.keys()].filter((key) => !then.has(key)).map((key) => inWords(now.get(key))),
  }
}

describe('E. Series', () => {
  test('103. a series without an end → those within the horizon, the others later', () => {
    const all = DAYS.map((day) => one(day))
    expect(told(wishes(all))).toEqual([...Array(4).fill('15:00 ana'), ...Array(2).fill('beyond_horizon')])
  })

  test('104. one of them moved → that one alone joins at another time, its meeting is the same', () => {
    const after = [one(monday), one(second, from('17:00', '18:00', second)), one(third)]
    expect(changed(three, after)).toEqual({
      kept: ['23.11. 15:00', '30.11. 17:00', '7.12. 15:00'],
      gone: 0,
      fresh: [],
    })
  })

  test('105. one of them cancelled, of which only an id is told → that one alone', () => {
    const after = [one(monday), one(second, { status: 'cancelled' }), one(third)]
    expect(changed(three, after).kept).toEqual(['23.11. 15:00', 'cancelled', '7.12. 15:00'])
  })

  test('106. one of them gone without a word (Microsoft) → its wish is gone', () => {
    expect(changed(three, [one(monday), one(third)])).toMatchObject({
      kept: ['23.11. 15:00', '7.12. 15:00'],
      gone: 1,
    })
  })

  const split = (day: string) =>
    one(day, {
      ...{ id: `new_${day}`, iCalUID: 'series_R20261130@google.com', recurringEventId: 'series_R20261130' },
      ...from('16:00', '17:00', day),
      originalStartTime: time('16:00', day),
    })

  test('107. "this and following" at another hour → other meetings, into which the old ones are moved', () => {
    const after = [one(monday), split(second), split(third)]
    expect(changed(three, after)).toEqual({
      kept: ['23.11. 15:00'],
      gone: 2,
      fresh: ['30.11. 16:00', '7.12. 16:00'],
    })
    const movable = (entry: Entry, isPresent: boolean) => ({
      ...{
        id: entry.event.id,
        roomKey: 'meet:abc-defg-hij',
        start: entry.event.start,
        isPresent,
        isSeries: true,
      },
      sessionId: isPresent ? null : `session of ${entry.event.id}`,
    })
    const moves = followMoves([movable(one(second), false), movable(split(second), true)], at('12:00'))
    expect(moves).toEqual([{ from: `series_${second}`, to: `new_${second}` }])
  })

  test('108. another link for all → the same meetings in another room', () => {
    const after = three.map((_, index) => one(DAYS[index] ?? '', { conferenceData: {}, location: ZOOM }))
    expect([...wishes(after).keys()]).toEqual([...wishes(three).keys()])
    expect([...wishes(after).values()]).toMatchObject([{ roomKey: 'zoom:85512345678' }, {}, {}])
  })

  test('109. the series deleted → no wish is left', () => {
    const after = DAYS.slice(0, 3).map((day) => one(day, { status: 'cancelled' }))
    expect(told(wishes(after))).toEqual(['cancelled', 'cancelled', 'cancelled'])
  })

  test('110. the series made shorter → those beyond are gone', () => {
    expect(changed(three, [one(monday)])).toMatchObject({ kept: ['23.11. 15:00'], gone: 2 })
  })

  test('111. one of them with a link of its own → that link for that one', () => {
    const after = [one(monday), one(second, { conferenceData: {}, location: ZOOM })]
    expect([...wishes(after).values()]).toMatchObject([
      { roomKey: 'meet:abc-defg-hij' },
      { roomKey: 'zoom:85512345678' },
    ])
  })

  test('112. one of them declined → that one alone', () => {
    const declined = one(second, {
      attendees: [{ email: 'ana@acme.com', self: true, responseStatus: 'declined' }],
    })
    expect(changed(three, [one(monday), declined, one(third)]).kept[1]).toBe('declined')
  })

  const never = { overrides: { series: false } }

  test('113. "never" for the series → all of it, also after it was split', () => {
    expect(told(wishes(three.map((entry) => ({ ...entry, ...never }))))).toEqual(
      Array(3).fill('skipped_series'),
    )
    const wordKey = ({ event }: Entry) => meetingKeyOf(ownCopy(event, 'ana@acme.com', at('12:00')))
    expect(wordKey(split(second))).toBe(wordKey(one(second)))
  })

  test('114. "join" for one of a series with "never" → that one', () => {
    const after = [
      { ...one(monday), ...never },
      { ...one(second), overrides: { series: false, event: true } },
    ]
    expect(told(wishes(after))).toEqual(['15:00 ana', 'skipped_series'])
  })

  test('115. one of them moved onto the time of the next, in the same room → one bot', () => {
    const after = [one(monday, from('15:00', '16:00', second)), one(second)]
    expect(told(wishes(after))).toEqual(['15:00 ana', 'covered_by'])
  })

  test('116. a single meeting becomes a series → its first one keeps the bot', () => {
    const single = {
      event: google({ ...from('15:00', '16:00'), id: 'single', iCalUID: 'series@google.com' }),
    }
    expect(becomes(single, one(monday))).toEqual([{ from: 'single', to: `series_${monday}` }])
  })

  test('117. a series becomes a single meeting → it keeps the bot of the first', () => {
    const single = {
      event: google({ ...from('15:00', '16:00'), id: 'single', iCalUID: 'series@google.com' }),
    }
    expect(becomes(one(monday), single)).toEqual([{ from: `series_${monday}`, to: 'single' }])
  })

  test('119. the master of a series from 2019 → nothing is planned for it', () => {
    const master = graph({ type: 'seriesMaster', ...from('15:00', '16:00', '2019-01-07') })
    expect(told(wishes([{ event: master }]))).toEqual(['ended'])
  })

  test('120. one of them moved out of the window, and back → gone, and there again', () => {
    const away = one(monday, from('15:00', '16:00', '2027-03-01'))
    expect(told(wishes([away]))).toEqual(['beyond_horizon'])
    expect(keyOf(away)).toBe(keyOf(one(monday)))
  })

  test('121. seven hundred meetings after one change → those within the horizon, at once', () => {
    const flood = Array.from({ length: 700 }, (_, index) =>
      one(at('15:00').plus({ weeks: index }).toFormat('yyyy-MM-dd')),
    )
    const joined = [...wishes(flood).values()].filter((wish) => typeof wish === 'object')
    expect(joined).toHaveLength(4)
  })

  test('122. dates added and left out → as the provider lists them', () => {
    const extra = one('2026-11-25')
    expect(changed(three, [one(monday), extra, one(third)])).toEqual({
      ...{ kept: ['23.11. 15:00', '7.12. 15:00'], gone: 1, fresh: ['25.11. 15:00'] },
    })
  })
})

/** What happens to the bot of a meeting that goes while another appears. */
function becomes(before: Entry, after: Entry) {
  const movable = ({ event }: Entry, isPresent: boolean) => ({
    ...{
      id: event.id,
      roomKey: 'meet:abc-defg-hij',
      start: event.start,
      isSeries: event.seriesId !== null,
      isPresent,
    },
    sessionId: isPresent ? null : 'session',
  })
  return followMoves([movable(before, false), movable(after, true)], at('12:00'))
}
