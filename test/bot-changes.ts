/**
 * What may happen to a meeting after its bot was wished for, and what Recall is then asked for: the lines of the table
 * in matrix.test.ts, each with its number in the catalogue of cases.
 */

const MEET = 'https://meet.google.com/'
const HERE = `${MEET}abc-defg-hij`
const THERE = `${MEET}xyz-wxyz-xyz`
const LOBBY = 'sim=refuse'
export const TALK = 'sim=lobby:5,silent'

/** `at`: minutes from the start when the change comes; the bot was wished for an hour before the start. */
export type When = { at: number; link?: string; bookedAt?: number }
export type Change =
  | { link?: string; start?: number; end?: number; owner?: true; title?: string }
  | { unwish: string }
  | Change[]
type Row = [name: string, when: When, change: Change, calls: string[], states: string[]]

const cancelled = { unwish: 'cancelled' }
/** The states of the meeting's bots, the first one first. */
const gone = ['cancelled']

/** Minutes in `start` and `end` are from the meeting's first start. */
export const changes: Record<string, Row[]> = {
  'called off': [
    [
      '42 declined at T−5 min by the only one who wanted it',
      { at: -5 },
      { unwish: 'declined' },
      ['DELETE', 'LEAVE'],
      gone,
    ],
    ['43 one instance of a series declined', { at: -30 }, { unwish: 'declined' }, ['DELETE'], gone],
    ['47 the declined event vanished (Graph)', { at: -30 }, cancelled, ['DELETE'], gone],
    ['71 link removed an hour before', { at: -59 }, { unwish: 'no_link' }, ['DELETE'], gone],
    ['88 shortened so that it is over before it began', { at: -20 }, { unwish: 'ended' }, ['DELETE'], gone],
    ['105 one instance cancelled (Google stub)', { at: -40 }, cancelled, ['DELETE'], gone],
    ['106 one instance deleted (Graph)', { at: -40 }, cancelled, ['DELETE'], gone],
    ['109 the series deleted: an instance to come', { at: -40 }, cancelled, ['DELETE'], gone],
    [
      '109 the series deleted: the running instance stays while people talk',
      { at: 2, link: TALK },
      cancelled,
      [],
      ['recording'],
    ],
    ['110 the series shortened', { at: -40 }, cancelled, ['DELETE'], gone],
    ['117 a series became a single event', { at: -40 }, cancelled, ['DELETE'], gone],
    ['120 moved out of the window', { at: -40 }, { unwish: 'beyond_horizon' }, ['DELETE'], gone],
    [
      '120 moved out of the window and back',
      { at: -40 },
      [{ unwish: 'beyond_horizon' }, {}],
      ['DELETE', 'POST'],
      ['cancelled', 'scheduled'],
    ],
    [
      '128 the last one who wanted it opts out at T−3 min',
      { at: -3 },
      { unwish: 'auto_join_off' },
      ['DELETE', 'LEAVE'],
      gone,
    ],
    [
      '135 moved to a calendar that nobody selected',
      { at: -30 },
      { unwish: 'calendar_not_selected' },
      ['DELETE'],
      gone,
    ],
    ['140 the member left the organization', { at: -30 }, { unwish: 'left_organization' }, ['DELETE'], gone],
    ['163 an excluded word in the title at T−20 min', { at: -20 }, { unwish: 'keyword' }, ['DELETE'], gone],
    [
      '163 an excluded word in the title at T−3 min',
      { at: -3 },
      { unwish: 'keyword' },
      ['DELETE', 'LEAVE'],
      gone,
    ],
    [
      '163 an excluded word in the title while it records',
      { at: 2, link: TALK },
      { unwish: 'keyword' },
      ['LEAVE'],
      ['done'],
    ],
    ['219 cancelled while the bot is alone in the lobby', { at: 1, link: LOBBY }, cancelled, ['LEAVE'], gone],
    [
      '219 cancelled while the bot is alone in the call',
      { at: 1, link: 'sim=lobby:5,noone' },
      cancelled,
      ['LEAVE'],
      gone,
    ],
    ['cancelled after it was over', { at: 6, link: 'sim=lobby:5,kick:60' }, cancelled, [], ['done']],
  ],
  'another link': [
    ['72 at T−2 h', { at: -120, bookedAt: -180 }, { link: THERE }, ['PATCH'], ['scheduled']],
    ['73 at T−2 min', { at: -2 }, { link: THERE }, ['DELETE', 'LEAVE'], ['cancelled', 'planned']],
    [
      'while the bot waits in the lobby',
      { at: 1, link: LOBBY },
      { link: THERE },
      ['LEAVE', 'POST'],
      ['cancelled', 'recording'],
    ],
    ['74 while people talk: it stays', { at: 2, link: TALK }, { link: THERE }, [], ['recording']],
    [
      '74 and follows when that call has ended',
      { at: 0.3, link: 'play=none&sim=lobby:5' },
      [{ link: `${THERE}?${TALK}` }, { start: 0 }],
      ['POST'],
      ['done', 'recording'],
    ],
    ['75 only tracking changed: the rules give the same link', { at: -30 }, {}, [], ['scheduled']],
    ['76 only the passcode, at T−1 h', { at: -59 }, { link: `${HERE}?pwd=new` }, ['PATCH'], ['scheduled']],
    [
      '76 only the passcode, at T−3 min',
      { at: -3 },
      { link: `${HERE}?pwd=new` },
      ['DELETE', 'LEAVE'],
      ['cancelled', 'planned'],
    ],
    [
      '76 only the passcode, while it records',
      { at: 2, link: TALK },
      { link: `${HERE}?pwd=new` },
      [],
      ['recording'],
    ],
    ['108 of the whole series: an instance to come', { at: -50 }, { link: THERE }, ['PATCH'], ['scheduled']],
    ['138 the organizer’s copy has another link', { at: -50 }, { link: THERE }, ['PATCH'], ['scheduled']],
    [
      'after it was over, to another room',
      { at: 6, link: 'play=none&sim=lobby:5' },
      { link: `${THERE}?${TALK}` },
      ['POST'],
      ['done', 'recording'],
    ],
  ],
  'another time': [
    [
      '81 three hours before, an hour later',
      { at: -180, bookedAt: -200 },
      { start: 60 },
      ['PATCH'],
      ['scheduled'],
    ],
    [
      '82 to tomorrow at T−5 min',
      { at: -5 },
      { start: 1440 },
      ['PATCH', 'DELETE', 'LEAVE', 'POST'],
      ['cancelled', 'scheduled'],
    ],
    [
      '83 earlier, to in five minutes',
      { at: -180, bookedAt: -200 },
      { start: -175 },
      ['DELETE'],
      ['cancelled', 'planned'],
    ],
    [
      '84 from the past to the future, after it was done',
      { at: 6, link: 'play=none&sim=lobby:5' },
      { start: 120 },
      ['POST'],
      ['done', 'scheduled'],
    ],
    [
      '85 there and back within ten seconds',
      { at: -40 },
      [{ start: 60 }, { start: 0 }],
      ['PATCH', 'PATCH'],
      ['scheduled'],
    ],
    ['86 extended while it runs', { at: 2, link: TALK }, { end: 120 }, [], ['recording']],
    ['87 shortened while it runs', { at: 2, link: TALK }, { end: 20 }, [], ['recording']],
    ['the end before the start of it', { at: -30 }, { end: 90 }, [], ['scheduled']],
    [
      '89 later, while the bot waits in an empty lobby',
      { at: 1, link: LOBBY },
      { start: 60 },
      ['LEAVE', 'POST'],
      ['cancelled', 'scheduled'],
    ],
    ['90 later, while people talk: it stays', { at: 2, link: TALK }, { start: 60 }, [], ['recording']],
    ['earlier, while the bot is on its way', { at: 1, link: LOBBY }, { start: -10 }, [], ['waiting_room']],
    ['94 another time zone for the series', { at: -50 }, { start: 360 }, ['PATCH'], ['scheduled']],
    ['104 one instance of a series', { at: -50 }, { start: 30 }, ['PATCH'], ['scheduled']],
    ['107 this and the following', { at: -50 }, { start: 30 }, ['PATCH'], ['scheduled']],
    [
      'moved later at T−8 min: refused, so replaced',
      { at: -8 },
      { start: 60 },
      ['PATCH', 'DELETE', 'LEAVE', 'POST'],
      ['cancelled', 'scheduled'],
    ],
  ],
  'other people': [
    [
      '126 the owner opts out, another member still wants it',
      { at: -60 },
      { owner: true },
      [],
      ['scheduled'],
    ],
    ['127 the owner’s grant is gone, another member covers', { at: -30 }, { owner: true }, [], ['scheduled']],
    ['134 moved between calendars of one person', { at: -30 }, {}, [], ['scheduled']],
    ['137 another organizer', { at: -30 }, { owner: true, title: 'As before' }, [], ['scheduled']],
    ['142 disconnected and connected within a minute', { at: -30 }, {}, [], ['scheduled']],
    ['195 the event has another id', { at: -30 }, {}, [], ['scheduled']],
  ],
}
