import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'

const at = (time: string) => DateTime.fromISO(`2026-11-23T${time}Z`, { zone: 'utc' })
const vote = (userId: string, differs: Partial<Vote> = {}): Vote => ({
  userId,
  wants: true,
  joinAt: at('09:58'),
  isOrganizer: false,
  isConfirmed: true,
  seenAt: at('08:00'),
  because: 'matches_rules',
  ...differs,
})
const no = (userId: string) => vote(userId, { wants: false, joinAt: null, because: 'keyword' })

describe('a meeting in several calendars', () => {
  test('any yes wins', () => {
    expect(decideForGroup([no('ana'), vote('bo')])).toMatchObject({ isWanted: true, owner: { userId: 'bo' } })
  })

  test('the bot is the organizer’s, if they want it', () => {
    const group = [
      vote('ana', { seenAt: at('07:00') }),
      vote('bo', { isOrganizer: true, joinAt: at('09:55') }),
    ]
    expect(decideForGroup(group)).toMatchObject({ owner: { userId: 'bo' }, joinAt: at('09:55') })
  })

  test('otherwise it belongs to whoever saw the meeting first', () => {
    const group = [vote('ana'), vote('bo', { seenAt: at('07:00') }), { ...no('cy'), isOrganizer: true }]
    expect(decideForGroup(group)).toMatchObject({ owner: { userId: 'bo' } })
  })

  test('unconfirmed rules wish for nothing', () => {
    expect(decideForGroup([vote('ana', { isConfirmed: false })])).toEqual({
      isWanted: false,
      because: 'not_confirmed',
    })
  })

  test('somebody with the meeting in two calendars says no once', () => {
    const said = { ...no('ana'), because: 'skipped_by_person' }
    expect(decideForGroup([vote('ana'), said])).toEqual({ isWanted: false, because: 'skipped_by_person' })
    expect(decideForGroup([vote('ana'), said, vote('bo')])).toMatchObject({ owner: { userId: 'bo' } })
  })

  test('who asked never to be recorded is heard whoever sees them, also through unconfirmed rules', () => {
    const sees = { ...no('ana'), because: 'objected', isConfirmed: false }
    expect(decideForGroup([sees, vote('bo', { isOrganizer: true })])).toEqual({
      isWanted: false,
      because: 'objected',
    })
    const otherCopy = vote('ana', { seenAt: at('07:00') })
    expect(decideForGroup([otherCopy, sees])).toMatchObject({ isWanted: false, because: 'objected' })
  })

  test('nobody wants it: the first reason is told', () => {
    expect(decideForGroup([no('ana')])).toEqual({ isWanted: false, because: 'keyword' })
    expect(decideForGroup([])).toEqual({ isWanted: false, because: 'cancelled' })
  })

  test('the notes go to whoever wants them, the owner first, as the strictest of them shares', () => {
    const group = [
      vote('ana', { sharing: 'organization' }),
      vote('bo', { isOrganizer: true, sharing: 'shared' }),
      no('cy'),
    ]
    expect(decideForGroup(group)).toMatchObject({ recipients: ['bo', 'ana'], sharing: 'shared' })
    expect(decideForGroup([...group, vote('dee')])).toMatchObject({ sharing: 'shared' })
    expect(decideForGroup([vote('ana')])).toMatchObject({ sharing: 'private' })
  })

  test('whose word counts is the organization’s to say', () => {
    const veto = { ...no('bo'), isOrganizer: true, because: 'skipped_by_person' }
    expect(decideForGroup([vote('ana'), veto], 'any_yes').isWanted).toBe(true)
    expect(decideForGroup([vote('ana'), veto], 'any_veto_blocks')).toMatchObject({ because: 'veto' })
    expect(decideForGroup([vote('ana'), veto], 'organizer_decides')).toMatchObject({
      because: 'organizer_decides',
    })
    expect(decideForGroup([vote('ana'), no('cy')], 'any_veto_blocks').isWanted).toBe(true)
  })
})
