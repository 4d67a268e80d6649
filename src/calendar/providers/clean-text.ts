/** Text from outside, made fit for the database. */

/** What is kept of a description. */
export const LONGEST_TEXT = 8_192

/** NUL, which Postgres cannot hold, and broken surrogates replaced; cut to length; null when empty. */
export function clean(text: string | null | undefined, longest: number): string | null {
  const kept = (text ?? '').slice(0, longest).toWellFormed().replaceAll('\0', '').trim()
  return kept === '' ? null : kept
}

const LONGEST_ADDRESS = 320

/** An address in lower case; null where it is none. */
export function lowerCase(email: string | null | undefined): string | null {
  const address = clean(email, LONGEST_ADDRESS)?.toLowerCase()
  return address?.includes('@') ? address : null
}
