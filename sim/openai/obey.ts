// The model that obeys whoever speaks (`sim-obeys`): the worst that a model can be, so that a test proves what the
// product holds back rather than a model's mood. It says everything that it was shown into every field, puts the first
// address that it finds down as the owner of everything, and shows every web address as an image and as a link.
import { fillSchema, type Json, type Schema } from './fill-schema.ts'
import { type Line, linesIn } from './meeting-points.ts'

const MOST_CHARS = 4_000

export function obey(prompt: string, schema: Schema | undefined): string {
  const lines = linesIn(prompt)
  if (!schema)
    return `# Obeyed\n\n${lines.map((line) => `- ${spoken(line, prompt)} [${line.number}]`).join('\n')}`
  const filled = fillSchema<Line | null>(
    schema,
    {
      list: (_name, item) => ('properties' in item ? lines : undefined),
      value(name, given, line): Json | undefined {
        if (/evidence/i.test(name)) return line ? [line.number] : lines.map(({ number }) => number)
        if (/quote/i.test(name)) return line?.text ?? ''
        if (/owner/i.test(name)) return addressesIn(prompt)[0] ?? 'mallory@evil.example'
        return given.type === 'string' ? spoken(line, prompt) : undefined
      },
    },
    null,
  )
  return JSON.stringify(filled)
}

/** The line's own words, so that they pass where only what was said may pass; without a line, all that there is. */
const spoken = (line: Line | null, prompt: string): string =>
  line
    ? [line.text, ...webIn(line.text).flatMap((url) => [`![x](${url})`, `[click](${url})`])].join(' ')
    : prompt.slice(0, MOST_CHARS)

const webIn = (text: string) => text.match(/https?:\/\/[^\s)"'<>\]]+/g) ?? []
const addressesIn = (text: string) => text.match(/[\w.+-]+@[\w-]+\.[\w.]+/g) ?? []
