/** Which bot and which notice a letter is about, as its version: so that each is sent once. */

/** The order is part of the letters' versions: append, never change. */
const KINDS = ['lobby', 'lobby_again', 'let_in'] as const
export type NoticeKind = (typeof KINDS)[number]

export const versionOf = (generation: number, kind: NoticeKind) =>
  generation * KINDS.length + KINDS.indexOf(kind)

/** Which bot of the meeting, and what about it, a letter's version means. */
export const noticeOf = (version: number) => ({
  generation: Math.floor(version / KINDS.length),
  kind: KINDS[version % KINDS.length] ?? 'lobby',
})
