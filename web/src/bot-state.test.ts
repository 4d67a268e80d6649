import { expect, test } from 'vitest'
import { decisionOf, doingNow } from './bot-state.ts'
import { timeOf } from './text.ts'

const joinAt = '2026-11-23T13:58:00.000Z'
const joining = { sentence: 'Joining because you asked for it', wants: true, joinAt, bot: null }
const bot = (state: 'recording' | 'scheduled' | 'waiting_room') => ({
  id: 'b',
  state,
  since: joinAt,
  name: 'Acme Notes',
  trouble: null,
})

test('the time of joining stands after its verb, in the zone of the viewer', () => {
  const expected = `Joining ${timeOf(joinAt)} because you asked for it.`
  expect(decisionOf(joining)).toBe(expected)
  expect(decisionOf({ ...joining, bot: bot('scheduled') })).toBe(expected)
})

test('a bot that is there already has no time of joining, and a meeting that is skipped has none', () => {
  expect(decisionOf({ ...joining, bot: bot('recording') })).toBe('Wanted because you asked for it.')
  const skipped = { sentence: 'Not joining: it lasts all day', wants: false, joinAt: null, bot: null }
  expect(decisionOf(skipped)).toBe('Not joining: it lasts all day.')
})

test('a bot in the lobby says under which name to admit it', () => {
  expect(doingNow(bot('waiting_room'))).toContain('admit “Acme Notes”')
  expect(doingNow(bot('scheduled'))).toBeNull()
})
