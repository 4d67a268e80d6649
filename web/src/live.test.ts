import { expect, test } from 'vitest'
import { keysOf, nextState } from './live.ts'

test.each([
  [{ topic: 'session', sessionId: 's1' }, [['session', 's1'], ['sessions']]],
  [{ topic: 'upcoming' }, [['upcoming']]],
  [{ topic: 'calendars' }, [['calendars'], ['upcoming']]],
  [{ topic: 'members' }, [['members'], ['me']]],
  [{ topic: 'usage' }, [['usage']]],
])('%o makes exactly these answers old', (change, keys) => expect(keysOf(change)).toEqual(keys))

test('a lost stream remembers when it was heard last, and since when it is lost', () => {
  const heard = nextState({ isOpen: false, lastHeardAt: null, lostAt: null }, { kind: 'beat', at: 10 })
  const lost = nextState(heard, { kind: 'lost', at: 50 })
  expect(lost).toEqual({ isOpen: false, lastHeardAt: 10, lostAt: 50 })
  expect(nextState(lost, { kind: 'lost', at: 60 })).toBe(lost)
  expect(nextState(lost, { kind: 'line', at: 70 })).toEqual({ isOpen: true, lastHeardAt: 70, lostAt: null })
})
