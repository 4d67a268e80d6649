import { describe, expect, test } from 'vitest'
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { fromGraph } from '#calendar/providers/graph-event.ts'
import { checkRows, googleItem, graphItem, people, type Row, seen, self } from '#test/calendar-cases.ts'
import { at, decideCase } from '#test/sightings.ts'

const answered = (answer: string) => ({ attendees: [self(answer), ...people('bo@acme.com')] })
const mine = { organizer: { email: 'ana@acme.com', self: true } }

const rows: readonly Row[] = [
  [36, 'declined', { google: answered('declined') }, 'declined'],
  [
    36,
    'declined, for Microsoft',
    { graph: { attendees: [], responseStatus: { response: 'declined' } } },
    'declined',
  ],
  [
    37,
    'maybe, where that is left alone',
    { google: answered('tentative'), rules: { joinTentative: false } },
    'tentative',
  ],
  [37, 'maybe', { google: answered('tentative') }, 'join 15:00'],
  [
    38,
    'no answer, where only what is accepted is joined',
    { google: answered('needsAction'), rules: { autoJoinScope: 'accepted_only' } },
    'not_accepted',
  ],
  [
    39,
    'the organizer without an entry of their own',
    { google: { ...mine, attendees: people('bo@acme.com') }, rules: { autoJoinScope: 'accepted_only' } },
    'join 15:00',
  ],
  [
    40,
    'invited through a list',
    { google: { attendees: people('team@acme.com') }, rules: { autoJoinScope: 'accepted_only' } },
    'not_accepted',
  ],
  [
    40,
    'invited through a list, where all are joined',
    { google: { attendees: people('team@acme.com') } },
    'join 15:00',
  ],
  [
    41,
    'declined before, accepted half an hour before',
    { google: answered('accepted'), now: at('14:30') },
    'join 15:00',
  ],
  [42, 'declined five minutes before', { google: answered('declined'), now: at('14:55') }, 'declined'],
  [
    43,
    'one of a series declined',
    { google: { ...answered('declined'), recurringEventId: 'series-1' } },
    'declined',
  ],
  [
    43,
    'the next of that series',
    { google: { ...answered('accepted'), recurringEventId: 'series-1' } },
    'join 15:00',
  ],
  [
    44,
    'everybody else has declined, where that is left alone',
    {
      google: { attendees: [self('accepted'), { email: 'bo@acme.com', responseStatus: 'declined' }] },
      rules: { joinSolo: false },
    },
    'all_declined',
  ],
  [
    44,
    'everybody else has declined',
    { google: { attendees: [self('accepted'), { email: 'bo@acme.com', responseStatus: 'declined' }] } },
    'join 15:00',
  ],
  [45, "a room's own calendar", { google: {}, sighting: { isResource: true } }, 'resource_calendar'],
  [
    46,
    'optional, where that is left alone',
    { google: { attendees: [self('accepted', { optional: true })] }, rules: { joinOptional: false } },
    'optional',
  ],
  [
    47,
    'declined in Outlook, and so gone from the calendar',
    { graph: {}, sighting: { isCancelled: true } },
    'cancelled',
  ],
  [
    48,
    "one's own event without guests, for Microsoft",
    {
      graph: { attendees: [], isOrganizer: true, responseStatus: { response: 'none' } },
      rules: { autoJoinScope: 'accepted_only' },
    },
    'join 15:00',
  ],
  [
    50,
    'made by a delegate, organized by somebody else',
    {
      google: { creator: { email: 'ana@acme.com', self: true } },
      rules: { autoJoinScope: 'organized_by_me' },
    },
    'not_organizer',
  ],
]

describe('B. Answers and roles', () => {
  checkRows(rows)

  const declined = decideCase({ sighting: seen(fromGoogle(googleItem(answered('declined')))) })
  const accepted = decideCase({ sighting: seen(fromGraph(graphItem())) })
  const vote = (decision: typeof accepted, answeredAt: string | null): Vote => ({
    ...{
      userId: 'ana',
      wants: decision.join,
      because: decision.because,
      isOrganizer: false,
      isConfirmed: true,
    },
    ...{ joinAt: at('15:00'), seenAt: at('08:00'), answeredAt: answeredAt === null ? null : at(answeredAt) },
  })

  test('49. one person, two answers: the later one counts', () => {
    expect(decideForGroup([vote(declined, '09:00'), vote(accepted, '10:00')]).isWanted).toBe(true)
    expect(decideForGroup([vote(declined, '10:00'), vote(accepted, '09:00')]).isWanted).toBe(false)
  })

  test('49. one person, two answers without times: the no counts', () => {
    expect(decideForGroup([vote(accepted, null), vote(declined, null)])).toEqual({
      isWanted: false,
      because: 'declined',
    })
  })
})
