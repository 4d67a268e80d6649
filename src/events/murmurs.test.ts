import { expect, test } from 'vitest'
import { type Murmur, newestOfEach, packed, unpacked } from '#events/murmurs.ts'

const said = (speaker: string, text: string, participantId: string | null = null): Murmur => ({
  organizationId: 'o',
  sessionId: 's',
  partial: { participantId, speaker, text, start: 1 },
})

test('of one speaker only the newest words are passed on', () => {
  const words = [said('Ana', 'Good'), said('Ben', 'I'), said('Ana', 'Good morning'), said('Ana', 'Hi', '7')]
  expect(newestOfEach(words).map(({ partial: { text } }) => text)).toEqual(['Good morning', 'I', 'Hi'])
})

test('they travel in texts that Postgres can take, and arrive as they were', () => {
  const words = Array.from({ length: 50 }, (_, index) =>
    said(`Zoë ${index}`, `line one\nline two “${index}”`),
  )
  const texts = packed(words, 1_000)
  expect(texts.length).toBeGreaterThan(3)
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000)
  expect(texts.flatMap(unpacked)).toEqual(words)
})

test('words that are too long for the wire are left out; there is nothing to say about nothing', () => {
  expect(packed([said('Ana', 'x'.repeat(2_000)), said('Ben', 'short')], 1_000).flatMap(unpacked)).toEqual([
    said('Ben', 'short'),
  ])
  expect(packed([], 1_000)).toEqual([])
})
