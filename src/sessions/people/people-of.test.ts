import { expect, test } from 'vitest'
import { type CallEvent, peopleOf } from './people-of.ts'

let id = 0
const event = (
  type: CallEvent['type'],
  name: string,
  atSeconds: number,
  participantId = name,
): CallEvent => ({
  ...{ id: String(++id), type, name, atSeconds, participantId, isHost: name === 'Dana' },
  text: type === 'chat_message' ? 'Hello' : null,
})

test('who came and has not left is here; who left stands behind, with the time', () => {
  const events = [event('join', 'Dana', 0), event('join', 'Lee', 5), event('leave', 'Dana', 60)]
  expect(peopleOf(events, true)).toEqual([
    { name: 'Lee', isHost: false, isHere: true, joinedAtSeconds: 5, leftAtSeconds: null },
    { name: 'Dana', isHost: true, isHere: false, joinedAtSeconds: 0, leftAtSeconds: 60 },
  ])
})

test('somebody on two devices, or who comes again, is here once, until the last device is gone', () => {
  const twice = [
    event('join', 'Lee', 1, 'laptop'),
    event('join', 'Lee', 2, 'phone'),
    event('leave', 'Lee', 9, 'laptop'),
  ]
  expect(peopleOf(twice, true)).toMatchObject([{ isHere: true, joinedAtSeconds: 1, leftAtSeconds: null }])
  const again = [...twice, event('leave', 'Lee', 12, 'phone'), event('join', 'Lee', 20, 'other')]
  expect(peopleOf(again, true)).toMatchObject([{ isHere: true, leftAtSeconds: null }])
})

test('a call that is over has nobody in it, whether or not their leaving was heard', () => {
  expect(peopleOf([event('join', 'Lee', 1)], false)).toMatchObject([{ isHere: false, leftAtSeconds: null }])
})

test('what is written in the chat makes nobody come; a leaving that was heard alone is known', () => {
  expect(peopleOf([event('chat_message', 'Lee', 1)], true)).toEqual([])
  expect(peopleOf([event('leave', 'Lee', 7)], true)).toMatchObject([
    { isHere: false, joinedAtSeconds: null, leftAtSeconds: 7 },
  ])
})
