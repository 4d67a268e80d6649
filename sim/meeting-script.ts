// What people say in a meeting, as data.

/** Seconds count from the first moment of talk. */
export type MeetingLine = { speaker: string; text: string; start: number; end: number }
export type ChatMessage = { speaker: string; text: string; at: number }
export type MeetingScript = { name: string; title: string; lines: MeetingLine[]; chat?: ChatMessage[] }
