import { describe, expect, test } from 'vitest'
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import { fuzzLinks } from '#test/link-fuzz.ts'
import { processorMs } from '#test/processor-time.ts'

/** Texts that make a careless pattern try again and again. */
const unkind: readonly [name: string, piece: string][] = [
  ['links one after the other', 'https://zoom.us/j/85512345678?pwd=abc '],
  ['hosts without an end', 'a.zoom.us.'],
  ['names with dashes', 'zoom-'],
  ['opening brackets', '<'],
  ['tags that never close', '<a '],
  ['styles that never close', '<style>'],
  ['comments', '<!--'],
  ['attributes that never close', '<a href="x'],
  ['attributes in single quotes', "<a href='x"],
  ['spaces after an attribute', '<a href    '],
  ['ampersands', '&'],
  ['entities', '&amp;'],
  ['half entities', '&#x1'],
  ['percent signs', 'https://zoom.us/%'],
  ['wrappers in a row', 'https://urldefense.com/v3/__'],
  ['stars', 'https://urldefense.com/v3/__**a'],
  ['schemes without a gap', 'https://'],
  ['hashes and brackets', '#[('],
  ['Teams contexts', 'https://teams.microsoft.com/l/meetup-join/19:meeting_a@thread.v2/0?context={"Tid":"'],
  ['passcodes', 'Passcode: '],
  ['soft line breaks', 'zoom.us/j/=\n'],
  ['zeros', '0'],
  ['spaces', ' '],
  ['letters of width zero', '\u200b'],
]
const KB = 1_024
/** Below this a collection of garbage in between says more than the text. */
const NOISE_MS = 10

/** No two of them alike, so that nothing can be remembered from one to the next. */
const distinct = Array.from(
  { length: 4_000 },
  (_, index) => `https://acme.zoom.us/j/8551234${1_000 + index} `,
).join('')
const anchors = Array.from(
  { length: 4_000 },
  (_, index) =>
    `<a href="https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fj%2F8551234${1_000 + index}">x</a>`,
).join('')

describe('time grows with the length, and with nothing else', () => {
  test.each([...unkind, ['links that differ', distinct], ['anchors that differ', anchors]] as const)(
    '%s',
    (_name, piece) => {
      const [half, whole] = [bestOf(textOf(piece, 64 * KB)), bestOf(textOf(piece, 128 * KB))]
      expect(half, '64 KB in milliseconds of CPU').toBeLessThan(50)
      expect(whole).toBeLessThan(Math.max(half, NOISE_MS) * 2.5)
    },
  )
})

const RUNS = Number(process.env.LINK_TEXTS ?? 3_000)
test(`${RUNS} random texts and bodies never make it throw`, { timeout: 600_000 }, () => fuzzLinks(RUNS))

const textOf = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

const bestOf = (text: string): number =>
  processorMs(() => findMeetingLink({ sources: [{ where: 'body', text }], isPending: false }))
