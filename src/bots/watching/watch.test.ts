import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type Facts, type Notice, watch } from '#bots/watching/watch.ts'

const now = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const ago = (seconds: number) => now.minus({ seconds })
const facts: Facts = {
  ...{ state: 'recording', isWanted: true, recallBotId: 'r', joinAt: ago(600), meetingEnd: ago(-3000) },
  ...{ since: ago(5), lastWordsAt: null, told: new Map() },
}
const told = (...kinds: Notice[]) => new Map(kinds.map((kind) => [kind, { isOpen: true }] as const))

test.each<[string, Partial<Facts>, string]>([
  ['far ahead of its time', { state: 'scheduled', joinAt: ago(-600) }, 'next 720'],
  [
    'two minutes after its time, unheard of',
    { state: 'scheduled', joinAt: ago(120), since: ago(3600) },
    'tell no_sign, ask, next 30',
  ],
  [
    'and asked about already',
    { state: 'scheduled', joinAt: ago(150), since: ago(3600), told: told('no_sign') },
    'ask, next 30',
  ],
  ['sent five seconds ago, to a call that runs', { state: 'scheduled', joinAt: ago(600) }, 'next 115'],
  ['called back before it set out', { state: 'scheduled', isWanted: false }, ''],
  ['on its way', { state: 'joining' }, 'next 115'],
  ['on its way for too long', { state: 'joining', since: ago(120) }, 'ask, next 900'],
  ['nine seconds in the lobby', { state: 'waiting_room', since: ago(9) }, 'next 1'],
  ['ten seconds in the lobby', { state: 'waiting_room', since: ago(10) }, 'tell lobby, next 110'],
  ['told of', { state: 'waiting_room', since: ago(30), told: told('lobby') }, 'next 90'],
  [
    'two minutes in the lobby',
    { state: 'waiting_room', since: ago(120), told: told('lobby') },
    'tell lobby_again',
  ],
  ['told of twice', { state: 'waiting_room', since: ago(500), told: told('lobby', 'lobby_again') }, ''],
  [
    'two minutes in the lobby while we were away',
    { state: 'waiting_room', since: ago(200) },
    'tell lobby_again',
  ],
  ['let in after a notice', { state: 'in_call', told: told('lobby') }, 'tell let_in, end lobby, next 4800'],
  ['let in without one', { state: 'in_call' }, 'next 4800'],
  ['recording for a moment', {}, 'next 55'],
  ['recording, and people talk', { since: ago(900), lastWordsAt: ago(20) }, 'next 40'],
  ['recording silence', { since: ago(60) }, 'tell no_words, next 10'],
  ['recording silence, as was told', { since: ago(90), told: told('no_words') }, 'next 10'],
  ['words come', { since: ago(90), lastWordsAt: ago(1), told: told('no_words') }, 'end no_words, next 59'],
  ['silent after talk', { since: ago(900), lastWordsAt: ago(61) }, 'tell no_words, next 10'],
  ['still there half an hour after the end', { state: 'in_call', meetingEnd: ago(1800) }, 'tell no_end, ask'],
  ['leaving', { state: 'leaving' }, 'next 895'],
  ['leaving, and never done', { state: 'leaving', since: ago(900) }, 'ask, next 900'],
  ['done', { state: 'done', told: told('no_words') }, 'end no_words, next 115'],
  ['refused, and never sent', { state: 'failed', recallBotId: null }, ''],
  ['done a while ago', { state: 'done', since: ago(120) }, 'ask, next 900'],
  ['cancelled', { state: 'cancelled', told: told('no_words') }, 'end no_words'],
])('a bot that is %s', (_name, change, expected) => {
  const { tell, end, ask, next } = watch({ ...facts, ...change }, now)
  const said = [
    tell.length > 0 && `tell ${tell.join('+')}`,
    end.length > 0 && `end ${end.join('+')}`,
    ask && 'ask',
    next && `next ${next.diff(now).as('seconds')}`,
  ]
  expect(said.filter(Boolean).join(', ')).toBe(expected)
})
