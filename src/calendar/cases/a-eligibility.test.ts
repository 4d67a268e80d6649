import { describe } from 'vitest'
import { checkRows, MEET, type Row, self } from '#test/calendar-cases.ts'
import { at } from '#test/sightings.ts'

const between = (start: string, end: string) => ({ start: { dateTime: start }, end: { dateTime: end } })
const today = (start: string, end: string) => between(`2026-11-23T${start}Z`, `2026-11-23T${end}Z`)
const none = { conferenceData: {} }
const alone = { attendees: [], organizer: { email: 'ana@acme.com', self: true } }

const rows: readonly Row[] = [
  [1, 'confirmed, Meet link, in three hours', { google: {} }, 'join 15:00'],
  [2, 'in ten and a half minutes', { google: {}, now: at('14:49:30') }, 'join 15:00'],
  [3, 'in ten minutes exactly', { google: {}, now: at('14:50') }, 'join 15:00'],
  [4, 'in four minutes, first seen now', { google: {}, now: at('14:56') }, 'join 15:00'],
  [5, 'began five minutes ago', { google: {}, now: at('15:05') }, 'join 15:00'],
  [6, 'ends in two minutes', { google: {}, now: at('15:58') }, 'too_late'],
  [7, 'ended', { google: {}, now: at('16:00') }, 'ended'],
  [8, 'in forty days', { google: {}, now: at('12:00', '2026-10-14') }, 'beyond_horizon'],
  [9, 'no link anywhere', { google: none }, 'no_link'],
  [
    10,
    'only a telephone number',
    { google: { conferenceData: { entryPoints: [{ entryPointType: 'phone', uri: 'tel:+1' }] } } },
    'phone_only',
  ],
  [11, 'only Whereby', { google: { ...none, location: 'https://whereby.com/acme' } }, 'unsupported_platform'],
  [
    12,
    'all day with a link',
    { google: { start: { date: '2026-11-24' }, end: { date: '2026-11-25' } } },
    'all_day',
  ],
  [
    13,
    'three days long, with times',
    { google: between('2026-11-23T15:00:00Z', '2026-11-25T17:00:00Z') },
    'join 15:00',
  ],
  [
    14,
    'eight hours, where six are the most',
    { google: today('15:00:00', '23:00:00'), rules: { maxMinutes: 360 } },
    'too_long',
  ],
  [
    15,
    'start and end are the same',
    { google: today('15:00:00', '15:00:00'), now: at('15:10') },
    'join 15:00',
  ],
  [
    16,
    'the end is not known',
    { google: { ...today('15:00:00', '16:00:00'), endTimeUnspecified: true }, now: at('15:10') },
    'join 15:00',
  ],
  [17, 'the end is before the start', { google: today('15:00:00', '14:00:00') }, 'invalid_time'],
  [18, 'private', { google: { visibility: 'private' } }, 'private'],
  [18, 'private, for Microsoft', { graph: { sensitivity: 'private' } }, 'private'],
  [
    18,
    'private, where the person allows it',
    { google: { visibility: 'private' }, rules: { joinPrivate: true } },
    'join 15:00',
  ],
  [19, 'personal is not private', { graph: { sensitivity: 'personal' } }, 'join 15:00'],
  [20, 'confidential is', { google: { visibility: 'confidential' } }, 'private'],
  [21, 'blocks no time', { google: { transparency: 'transparent' } }, 'free'],
  [21, 'blocks no time, for Microsoft', { graph: { showAs: 'free' } }, 'free'],
  [
    21,
    'blocks no time, where the person allows it',
    { graph: { showAs: 'free' }, rules: { joinFree: true } },
    'join 15:00',
  ],
  [
    22,
    'shown as tentative, but accepted',
    { graph: { showAs: 'tentative' }, rules: { joinTentative: false } },
    'join 15:00',
  ],
  [23, 'out of office, with a link', { graph: { showAs: 'oof' } }, 'out_of_office'],
  [24, 'focus time', { google: { eventType: 'focusTime', description: MEET } }, 'event_type'],
  [24, 'a place of work', { google: { eventType: 'workingLocation', description: MEET } }, 'event_type'],
  [24, 'a birthday', { google: { eventType: 'birthday', description: MEET } }, 'event_type'],
  [24, 'an absence', { google: { eventType: 'outOfOffice', description: MEET } }, 'event_type'],
  [25, 'made out of a mail', { google: { eventType: 'fromGmail' } }, 'event_type'],
  [
    25,
    'made out of a mail, where the person wants that',
    { google: { eventType: 'fromGmail' }, rules: { joinFromMail: true } },
    'join 15:00',
  ],
  [26, 'a kind that nobody knows yet', { google: { eventType: 'hologram' } }, 'event_type_unknown'],
  [27, 'the event is tentative, the person has accepted', { google: { status: 'tentative' } }, 'join 15:00'],
  [28, 'a draft', { graph: { isDraft: true } }, 'draft'],
  [29, 'the master of a series', { graph: { type: 'seriesMaster' } }, 'event_type'],
  [30, 'cancelled', { graph: { subject: 'Canceled: Planning', isCancelled: true } }, 'cancelled'],
  [
    31,
    'called "Canceled:" by a person',
    { graph: { subject: 'Canceled: the old plan', isCancelled: false } },
    'join 15:00',
  ],
  [32, 'nobody else', { google: alone }, 'join 15:00'],
  [32, 'nobody else, where that is left alone', { google: alone, rules: { joinSolo: false } }, 'alone'],
  [33, 'without a title', { google: { summary: '' }, rules: { excludedKeywords: ['HR'] } }, 'join 15:00'],
  [
    34,
    'guests left out, at most ten wanted',
    { google: { attendeesOmitted: true }, rules: { maxInvitees: 10 } },
    'unknown_attendee_count',
  ],
  [
    34,
    'guests left out, at least two wanted',
    { google: { attendeesOmitted: true }, rules: { minInvitees: 2 } },
    'join 15:00',
  ],
  [
    35,
    'hidden guests, the organizer is a colleague',
    {
      google: { guestsCanSeeOtherGuests: false, attendees: [self('accepted')] },
      rules: { autoJoinScope: 'external_only' },
    },
    'internal',
  ],
  [
    35,
    'hidden guests, the organizer is from outside',
    {
      google: {
        guestsCanSeeOtherGuests: false,
        attendees: [self('accepted')],
        organizer: { email: 'eve@partner.com' },
      },
      rules: { autoJoinScope: 'external_only' },
    },
    'join 15:00',
  ],
  [
    35,
    'hidden guests, for Microsoft',
    { graph: { hideAttendees: true, attendees: [] }, rules: { autoJoinScope: 'external_only' } },
    'internal',
  ],
]

describe('A. Basic eligibility', () => checkRows(rows))
