import { describe, expect, test } from 'vitest'
import { linesOf } from '#pipeline/finishing/lines-of.ts'

type Who = { id?: number | null; name?: string | null; isHost?: boolean | null; email?: string | null }
const part = (text: string, start: number | null, who: Who = {}) => ({
  participant: { id: 1, name: 'Ana Lima', isHost: null, email: null, ...who },
  languageCode: 'en',
  words: text.split(' ').map((word, index) => ({
    text: word,
    startSeconds: start === null ? null : start + index * 0.5,
    endSeconds: start === null ? null : start + index * 0.5 + 0.4,
  })),
})
const owner = { name: 'Ana Lima', email: 'ana@acme.test' }
const texts = (parts: ReturnType<typeof part>[]) => linesOf(parts, owner).map(({ text }) => text)

describe('the lines of a finished transcript', () => {
  test('are one per turn, in the order of time', () => {
    const ben = { id: 2, name: 'Ben' }
    const lines = linesOf([part('Second thing.', 5, ben), part('First thing.', 0)], owner)
    expect(lines).toMatchObject([
      { speaker: 'Ana Lima', participantId: '1', text: 'First thing.', start: 0, end: 0.9 },
      { speaker: 'Ben', participantId: '2', text: 'Second thing.', start: 5, end: 5.9 },
    ])
  })

  test('join an utterance that was cut in the middle of a sentence, and no other', () => {
    expect(texts([part('We ship', 0), part('on Friday.', 1.5), part('Good.', 3)])).toEqual([
      'We ship on Friday.',
      'Good.',
    ])
    expect(texts([part('We ship', 0), part('on Friday.', 30)])).toEqual(['We ship', 'on Friday.'])
  })

  test('are split where a sentence ends when they grow too long', () => {
    const long = `${'word '.repeat(40)}end. ${'more '.repeat(40)}stop.`
    const lines = texts([part(long.trim(), 0)])
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/end\.$/)
    expect(texts([part('word '.repeat(150).trim(), 0)]).every((line) => line.split(' ').length <= 60)).toBe(
      true,
    )
  })

  test('carry no marks of sounds', () => {
    expect(texts([part('So {vocalsound} we {disfmarker} go.', 0), part('{gap}', 9)])).toEqual(['So we go.'])
  })

  test('are put in place where the provider gives no times', () => {
    const lines = linesOf([part('Hello there.', null), part('Hi.', null, { id: 2, name: 'Ben' })], owner)
    expect(lines.map(({ start }) => start)).toEqual([0, 0.8])
  })

  test('begin later for a bot that began later', () => {
    expect(linesOf([part('Back again.', 2)], owner, 600)).toMatchObject([{ start: 602, end: 602.9 }])
  })

  test.each([
    ['by address', { name: 'A. L.', email: 'ANA@acme.test' }, true],
    ['by name', { name: 'ana lima' }, true],
    ['as the host, where nobody bears the name', { name: 'Room 4', isHost: true }, true],
    ['not as anybody else', { name: 'Ben' }, false],
  ])('know the owner %s', (_name, who, isOwner) => {
    expect(linesOf([part('Hello.', 0, who)], owner)[0]?.isOwner).toBe(isOwner)
  })

  test('do not take the host for the owner when the owner is there', () => {
    const lines = linesOf([part('Hello.', 0), part('Hi.', 3, { id: 2, name: 'Ben', isHost: true })], owner)
    expect(lines.map(({ isOwner }) => isOwner)).toEqual([true, false])
  })
})
