import { expect, test } from 'vitest'
import { maskedBody } from '#webhooks/mask.ts'

const shown = (body: unknown) => maskedBody(Buffer.from(JSON.stringify(body)))

test('what opens doors, and what people said, is not shown; what a fault is found by is', () => {
  const text = shown({
    event: 'transcript.data',
    data: {
      data: {
        words: [{ text: 'we sell the company' }],
        participant: { id: 7, name: 'Dana Ito', email: 'd@x.test' },
      },
      bot: { id: 'b-1', metadata: { intent: 'i-1' } },
      clientState: 'secret-1',
      nested: { access_token: { deep: 'secret-2' }, apiKey: 'secret-3' },
      url: 'https://zoom.us/j/1?pwd=secret-4&x=1#y',
      download_url: 'https://files.test/secret-5',
    },
  })
  for (const hidden of ['sell', 'Dana', 'd@x', 'secret-']) expect(text).not.toContain(hidden)
  for (const kept of ['transcript.data', '"b-1"', '"i-1"', '"id": 7', 'pwd=•••&x=1#y', '(19 characters)'])
    expect(text).toContain(kept)
})

test('a body that is no JSON is measured, and a long one is cut', () => {
  expect(maskedBody(Buffer.from('pwd=secret'))).toBe('10 bytes that are not JSON')
  expect(maskedBody(Buffer.alloc(0))).toBe('')
  expect(shown(Array.from({ length: 50_000 }, () => 12345)).length).toBeLessThan(100_100)
})
