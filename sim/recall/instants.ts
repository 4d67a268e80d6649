// Recall's two ways of writing a moment, with microseconds.

/** As in objects: 2026-11-21T10:00:00.000000Z */
export const isoZ = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z')

/** As in webhooks: 2026-11-21T10:00:00.000000+00:00 */
export const isoOffset = (ms: number): string => isoZ(ms).replace('Z', '+00:00')

export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoZ(ms))
