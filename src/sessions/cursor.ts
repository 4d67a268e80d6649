/** A place in the list of meetings, opaque to the reader. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'

export type Place = { start: DateTime; id: string }

export const cursorAfter = ({ start, id }: Place): string =>
  Buffer.from(`${start.toUTC().toISO()}|${id}`).toString('base64url')

/** Throws bad_cursor. */
export function readCursor(text: string): Place {
  const [instant = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  const start = DateTime.fromISO(instant, { zone: 'utc' })
  if (!start.isValid || !z.uuid().safeParse(id).success) throw new Refusal('bad_cursor')
  return { start, id }
}
