/** Messages as nobody documents them: a genuine one with a few values replaced, dropped or multiplied. Seeded. */

/** What no reader of JSON may stumble over. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, 5e-324, Number.MAX_SAFE_INTEGER, '', ' ', '\u0000', 'a\u0000b'],
  ...[
    '\ud800',
    '\udfff x',
    '\ufeff',
    '\u202e',
    'x'.repeat(300),
    '2026-13-45T99:99:99Z',
    '0000-01-01T00:00:00Z',
  ],
  ...['{"a":1}', '__proto__', [], {}, [[[[]]]], { __proto__: 1 }, { constructor: { prototype: 1 } }],
  ...['99999-01-01T00:00:00.000Z', '2026-11-21T10:00:00.123456789+14:00', "'; drop table users; --"],
]
const ODD_KEYS = ['__proto__', 'constructor', 'toString', '\u0000', '\ud800', '']

export type Random = () => number

/** The same seed gives the same messages. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const pick = <T>(random: Random, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)]

/** The text of a mutated message: mostly still JSON, sometimes cut, doubled, or very deep. */
export function mutated(genuine: unknown, random: Random): string {
  const copy = structuredClone(genuine)
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) spoil(copy, random)
  const text = JSON.stringify(copy) ?? 'null'
  const kind = random()
  if (kind < 0.03) return text.slice(0, Math.floor(random() * text.length))
  if (kind < 0.05) return `${text}${text}`
  if (kind < 0.06) return text.replace('{', '{"event":"bot.done","event":7,')
  if (kind < 0.065) return `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  if (kind < 0.07)
    return text.replace('"data":', `"data":${'{"data":'.repeat(2_000)}1${'}'.repeat(2_000)},"x":`)
  return text
}

/** Changes one value somewhere inside, in place. */
function spoil(value: unknown, random: Random): void {
  const places = placesIn(value)
  const place = pick(random, places)
  if (!place) return
  const { holder, key } = place
  const kind = random()
  if (kind < 0.2) delete holder[key]
  else if (kind < 0.3) holder[pick(random, ODD_KEYS) ?? 'x'] = holder[key]
  else holder[key] = structuredClone(pick(random, ODD))
}

type Place = { holder: Record<string, unknown>; key: string }

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown> // an array is one, too: its keys are numbers
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}
