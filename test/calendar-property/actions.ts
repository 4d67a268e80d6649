/** What people and the world may do: plain values, so that a run is replayed by its seed or by its list. */
import fc from 'fast-check'

const who = fc.constantFrom(0, 1)
const room = fc.constantFrom(0, 1, 2)
const pick = fc.nat(1_000)
const hours = fc.constantFrom(-3, -1, 1, 2, 26)
const day = fc.integer({ min: 2, max: 12 })
const hour = fc.integer({ min: 8, max: 18 })
const lasting = fc.constantFrom(30, 60, 90)
const title = fc.constantFrom('Planning', 'Review', 'Secret plans')
const provider = fc.constantFrom('google', 'microsoft')
const meeting = { who, room: fc.option(room), day, hour, lasting, title, withBoth: fc.boolean() }

const actions = {
  single: fc.record({ do: fc.constant('single'), ...meeting }),
  series: fc.record({
    do: fc.constant('series'),
    ...meeting,
    rule: fc.constantFrom(
      'RRULE:FREQ=DAILY;COUNT=4',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=4',
      'RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3',
    ),
  }),
  move: fc.record({ do: fc.constant('move'), pick, hours }),
  rename: fc.record({ do: fc.constant('rename'), pick, title }),
  relink: fc.record({ do: fc.constant('relink'), pick, room: fc.option(room) }),
  following: fc.record({ do: fc.constant('following'), pick, hours: fc.constantFrom(0, 1, -2) }),
  deleteFollowing: fc.record({ do: fc.constant('deleteFollowing'), pick }),
  all: fc.record({ do: fc.constant('all'), pick, room }),
  cancel: fc.record({ do: fc.constant('cancel'), pick }),
  remove: fc.record({ do: fc.constant('remove'), pick }),
  respond: fc.record({
    do: fc.constant('respond'),
    pick,
    reply: fc.constantFrom('accepted', 'declined', 'tentative'),
  }),
  say: fc.record({
    do: fc.constant('say'),
    ...{ who, pick, scope: fc.constantFrom('event', 'series'), word: fc.constantFrom(true, false, null) },
  }),
  rules: fc.record({
    do: fc.constant('rules'),
    who,
    isOn: fc.boolean(),
    buffer: fc.constantFrom(0, 5),
    isPicky: fc.boolean(),
  }),
  road: fc.record({
    do: fc.constant('road'),
    provider,
    road: fc.constantFrom('good', 'loses', 'doubles', 'reorders'),
  }),
  expire: fc.record({ do: fc.constant('expire'), provider }),
  outage: fc.record({
    do: fc.constant('outage'),
    provider,
    status: fc.constantFrom(503, 429, 410),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  crash: fc.record({ do: fc.constant('crash'), points: fc.integer({ min: 1, max: 40 }) }),
  pass: fc.record({ do: fc.constant('pass'), minutes: fc.constantFrom(1, 3, 7, 16) }),
} as const

type Made<T> = T extends fc.Arbitrary<infer V> ? V : never
export type Action = Made<(typeof actions)[keyof typeof actions]>

/** `settles`: whether everything that is on its way arrives before the next thing happens. */
export type Step = { action: Action; settles: boolean }

const often = (weight: number, arbitrary: fc.Arbitrary<Action>) => ({ weight, arbitrary })
const action = fc.oneof(
  often(5, actions.single),
  often(6, actions.series),
  often(4, actions.move),
  often(2, actions.rename),
  often(2, actions.relink),
  often(4, actions.following),
  often(1, actions.deleteFollowing),
  often(1, actions.all),
  often(2, actions.cancel),
  often(2, actions.remove),
  often(3, actions.respond),
  often(3, actions.say),
  often(3, actions.rules),
  often(2, actions.road),
  often(1, actions.expire),
  often(2, actions.outage),
  often(3, actions.crash),
  often(2, actions.pass),
)
export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ action, settles: fc.boolean() }), { minLength: 2, maxLength: most, size: 'max' })
