/** When the words of a line were spoken, as they are stored: so that a recording can be played from any of them. Pure. */
export type TimedWord = { text: string; start: number | null; end: number | null }

/**
 * Start and end of each word in milliseconds from the line's start. A "word" that holds several (captions) lends each an
 * equal part of its time. Null where a time is missing: a guess is not stored.
 */
export function wordTimes(words: readonly TimedWord[], lineStart: number): number[] | null {
  const times: number[] = []
  for (const { text, start, end } of words) {
    const parts = text.split(/\s+/).filter(Boolean).length
    if (parts === 0) continue
    if (start === null || end === null) return null
    const each = Math.max(0, end - start) / parts
    for (let part = 0; part < parts; part++)
      times.push(millis(start + part * each - lineStart), millis(start + (part + 1) * each - lineStart))
  }
  return times.length > 0 ? times : null
}

const millis = (seconds: number) => Math.max(0, Math.round(seconds * 1000))
