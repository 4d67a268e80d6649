/** "Dana Weiß: we ship on Friday" → who, and what. */
export const UNKNOWN = 'Unknown speaker'

/** A name has at most a few words and begins with a letter; "Note: …" cannot be told from one, and is taken for one. */
const NAMED =
  /^\s*-?\s*([\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}.'’()@_-]*(?: [\p{L}\p{M}\p{N}.'’()@_-]+){0,4})\s*[:：]\s+(.+)$/su

export function speakerIn(text: string): { speaker: string; text: string } {
  const [, speaker, said] = NAMED.exec(text) ?? []
  return speaker && said ? { speaker, text: said.trim() } : { speaker: UNKNOWN, text: text.trim() }
}
