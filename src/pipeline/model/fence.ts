/**
 * Words of other people as a model gets them: between tags with a random name of this one request, so that nobody who
 * speaks in a meeting can write the end of it; without the invisible characters in which instructions hide.
 * A fence helps and is no wall: what a model answers is checked, and it can do nothing but answer.
 */
import { randomBytes } from 'node:crypto'

/** `kind` says what it is, in letters. */
export function fence(kind: string, text: string): string {
  const name = `${kind}-${randomBytes(6).toString('hex')}`
  return `<${name}>\n${visible(text)}\n</${name}>`
}

/** Zero-width, bidirectional and control characters, and tag characters, are taken out; line breaks stay. */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cf}\u{E0000}-\u{E007F}]|(?!\n)\p{Cc}/gu, (char) => (char === '\t' ? ' ' : ''))

/** On one line, without invisible characters. */
export const oneLine = (text: string): string => visible(text.replaceAll(/\s+/g, ' ')).trim()
