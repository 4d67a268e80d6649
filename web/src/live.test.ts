import { expect, test } from 'vitest'
import { keysOf } from './live.ts'

test.each([
  [{ topic: 'session', sessionId: 's1' }, [['session', 's1'], ['sessions']]],
  [{ topic: 'upcoming' }, [['upcoming']]],
  [{ topic: 'calendars' }, [['calendars'], ['upcoming']]],
  [{ topic: 'members' }, [['members'], ['me']]],
  [{ topic: 'usage' }, [['usage']]],
])('%o makes exactly these answers old', (change, keys) => expect(keysOf(change)).toEqual(keys))
