import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lengthOf } from '../meetings.ts'
import { parseScript } from '../vtt.ts'

const shipped = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.vtt'))
  .map((file) => parseScript(file.slice(0, -4), readFileSync(join(import.meta.dirname, file), 'utf8')))

/** Minutes. */
const lengths: Record<string, [number, number]> = {
  'launch-checkpoint': [5, 7],
  'incident-review': [9, 12],
  'customer-renewal': [13, 15],
  'quarterly-planning': [32, 38],
}

test('the meetings that the demo promises are all here', () => {
  expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(lengths)))
})

test.each(shipped)(
  '$name has a title and several people who speak one after the other at a human pace',
  (script) => {
    const { name, title, lines } = script
    const minutes = lengthOf(script) / 60
    const words = lines.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0)
    expect(title).not.toBe(name)
    expect(new Set(lines.map(({ speaker }) => speaker)).size).toBeGreaterThan(2)
    expect(words / minutes).toBeGreaterThan(120)
    expect(words / minutes).toBeLessThan(170)
    for (const [index, { start, end }] of lines.entries()) {
      expect(end).toBeGreaterThan(start)
      expect(start).toBeGreaterThanOrEqual(lines[index - 1]?.end ?? 0)
    }
    const [least, most] = lengths[name] ?? [1, 60]
    expect(minutes).toBeGreaterThan(least)
    expect(minutes).toBeLessThan(most)
  },
)
