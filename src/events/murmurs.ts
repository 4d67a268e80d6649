/** Words in progress on their way to the browsers: in memory and on the wire between processes, never in a table. */

export type PartialWords = {
  /** The provider's id of the speaker, where it has one. */
  participantId: string | null
  speaker: string
  text: string
  /** Seconds since the recording began. */
  start: number
}
export type Murmur = { organizationId: string; sessionId: string; partial: PartialWords }

/** A speaker's later words replace the earlier ones. */
export function newestOfEach(words: readonly Murmur[]): Murmur[] {
  const bySpeaker = new Map<string, Murmur>()
  for (const one of words) {
    const { participantId, speaker } = one.partial
    bySpeaker.set(`${one.sessionId} ${participantId ?? speaker}`, one)
  }
  return [...bySpeaker.values()]
}

/** As texts of at most so many bytes; words that are longer than that alone reach only this process. */
export function packed(words: readonly Murmur[], mostBytes: number): string[] {
  const texts: string[] = []
  let current = ''
  for (const line of words.map((one) => JSON.stringify(one))) {
    if (Buffer.byteLength(line) > mostBytes) continue
    if (Buffer.byteLength(current) + Buffer.byteLength(line) + 1 > mostBytes) {
      texts.push(current)
      current = ''
    }
    current += current === '' ? line : `\n${line}`
  }
  return current === '' ? texts : [...texts, current]
}

/** What another process of ours has packed. */
export const unpacked = (text: string): Murmur[] => text.split('\n').map((line): Murmur => JSON.parse(line))
