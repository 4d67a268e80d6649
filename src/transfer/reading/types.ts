/** A line of a transcript from elsewhere; seconds since its beginning. */
export type ReadLine = { speaker: string; text: string; start: number; end: number }
export type ReadTranscript = { format: 'vtt' | 'srt' | 'text'; hasTimes: boolean; lines: ReadLine[] }
