import { describe, expect, test } from 'vitest'
import { canonicalUid } from '#calendar/deciding/occurrence-key.ts'
import { self } from '#test/calendar-cases.ts'
import { at } from '#test/sightings.ts'
import { type Entry, from, google, graph, told, wishes } from '#test/wishes.ts'

const ZOOM = 'https://zoom.us/j/85512345678'
const off = { rules: { autoJoinEnabled: false } }
const veto = { overrides: { event: false } }
const gone = { sighting: { isCancelled: true } }

/** The same meeting, as it stands in each person's calendar. */
const ana = (given: Partial<Entry> = {}): Entry => ({ event: google(), person: 'ana', ...given })
const cy = (given: Partial<Entry> = {}): Entry => ({
  event: google({
    attendees: [
      { email: 'cy@acme.com', self: true, responseStatus: 'accepted' },
      self('accepted', { self: false }),
    ],
  }),
  person: 'cy',
  ...given,
})
const bo = (given: Partial<Entry> = {}): Entry => ({
  event: google({ organizer: { email: 'bo@acme.com', self: true } }),
  person: 'bo',
  ...given,
})
const only = (...entries: Entry[]) => told(wishes(entries))
const ownerOf = (...entries: Entry[]) =>
  [...wishes(entries).values()].map((wish) => (typeof wish === 'string' ? wish : wish.owner))

describe('F. Several people, organizations, calendars', () => {
  test('123. two who want it → one bot, notes for both', () => {
    expect(only(ana(), cy())).toEqual(['15:00 ana+cy'])
  })

  test('124. one has switched it off → a bot for the other, and no notes for the one', () => {
    expect(only(ana(), cy(off))).toEqual(['15:00 ana'])
  })

  test('125. one says never → it depends on what the organization heeds', () => {
    expect(told(wishes([ana(), cy(veto)], { conflict: 'any_veto_blocks' }))).toEqual(['veto'])
    expect(told(wishes([ana(), cy(veto)], { conflict: 'any_yes' }))).toEqual(['15:00 ana'])
    expect(told(wishes([ana(), bo(veto)], { conflict: 'organizer_decides' }))).toEqual(['organizer_decides'])
  })

  test('126. its owner opts out, somebody else still wants it → another owner, the same bot', () => {
    expect(ownerOf(bo(), ana())).toEqual(['bo'])
    expect(ownerOf(bo(veto), ana())).toEqual(['ana'])
  })

  test('127. its owner’s calendar cannot be read any more, somebody else has it → another owner', () => {
    expect(ownerOf(ana(), cy())).toEqual(['ana'])
    expect(ownerOf(cy())).toEqual(['cy'])
  })

  test('128. the last one who wanted it opts out → no bot', () => {
    expect(only(ana(veto), cy(off))).toEqual(['skipped_by_person'])
  })

  test('129. in Google and in Outlook → one meeting', () => {
    expect(only(ana(), { event: graph(), person: 'cy' })).toEqual(['15:00 ana+cy'])
  })

  test('129. also where Exchange has wrapped the organizer’s identifier', () => {
    const plain = Buffer.from('uid-1@google.com\0', 'utf8').toString('hex').toUpperCase()
    const head = '040000008200E00074C5B7101A82E00800000000000000000000000000000000000000002D000000'
    expect(canonicalUid(`${head}7643616C2D55696401000000${plain}`)).toBe('uid-1@google.com')
  })

  test.each([
    [130, 'two organizations in one meeting'],
    [131, 'one person in two organizations'],
  ])('%d. %s → each decides by itself', () => {
    const [one, other] = [wishes([ana()]), wishes([ana(off)])]
    expect([told(one), told(other)]).toEqual([['15:00 ana'], ['auto_join_off']])
    expect([...one.keys()]).toEqual([...other.keys()])
  })

  test('132. copied by hand into another calendar → one bot, through the room', () => {
    const copy = google({ iCalUID: 'copied@google.com', id: 'copied' })
    expect(only(ana(), { event: copy, person: 'cy' })).toEqual(['15:00 ana', 'covered_by'])
  })

  test('133. imported twice into two calendars → one meeting', () => {
    expect(only(ana(), ana({ event: google({ id: 'imported' }) }))).toEqual(['15:00 ana'])
  })

  test('134. moved to another calendar of the same person → the same wish', () => {
    const before = wishes([ana()])
    expect(wishes([ana({ event: google({ id: 'in-b' }) })])).toEqual(before)
    expect(told(wishes([ana(gone), ana({ event: google({ id: 'in-b' }) })]))).toEqual(['15:00 ana'])
  })

  test('135. moved to a calendar that is not read → no wish', () => {
    expect(only(ana(gone))).toEqual(['cancelled'])
  })

  test('136. in a colleague’s shared calendar → only where the person wants that', () => {
    const seen = { sighting: { isAttending: false } }
    expect(only(ana(seen))).toEqual(['not_invited'])
    expect(only(ana({ ...seen, rules: { joinNotInvited: true } }))).toEqual(['15:00 ana'])
  })

  test('137. another organizer → the same meeting', () => {
    const taken = { event: google({ organizer: { email: 'cy@acme.com' } }) }
    expect([...wishes([bo(gone), ana(taken)]).keys()]).toEqual([...wishes([bo(), ana()]).keys()])
    expect(only(bo(gone), ana(taken))).toEqual(['15:00 ana'])
  })

  test('138. the copies name different rooms → the organizer’s', () => {
    const edited = bo({
      event: google({ organizer: { email: 'bo@acme.com', self: true }, conferenceData: {}, location: ZOOM }),
    })
    expect([...wishes([ana(), edited]).values()]).toMatchObject([{ roomKey: 'zoom:85512345678' }])
  })

  test('139. invited through a list → the list’s domain says who it is', () => {
    const through = (list: string) =>
      ana({
        event: google({ attendees: [{ email: list, responseStatus: 'needsAction' }] }),
        rules: { autoJoinScope: 'external_only' },
      })
    expect(only(through('all@acme.com'))).toEqual(['internal'])
    expect(only(through('all@partner.com'))).toEqual(['15:00 ana'])
  })

  test('140. somebody leaves the organization → what only they wanted is gone', () => {
    expect(only(ana(), cy())).toEqual(['15:00 ana+cy'])
    expect(only(cy())).toEqual(['15:00 cy'])
    expect(only()).toEqual([])
  })

  test('141. a second calendar of the same account → the same meetings', () => {
    expect(wishes([ana(), ana()])).toEqual(wishes([ana()]))
  })

  test('142. disconnected, and connected again → the same wish', () => {
    const again = ana({ event: google({ ...from('15:00', '16:00'), id: 'event-1' }) })
    expect(wishes([again], { now: at('12:01') })).toEqual(wishes([ana()]))
  })
})
