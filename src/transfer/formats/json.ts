/** Everything as JSON, for programs. Instants are ISO 8601 in UTC, positions seconds since the recording began. */
import type { Paper } from '#transfer/paper.ts'

/** Raised when a field changes its meaning or goes; new ones may come. */
const VERSION = 1

export const asJson = ({ start, ...paper }: Paper): string =>
  `${JSON.stringify({ format: 'liveconvo.meeting', version: VERSION, start: start.toUTC().toISO(), ...paper }, null, 2)}\n`
