/**
 * A secret ICS address as a calendar: read whole each time, unless it says that nothing has changed. The address is
 * the permission: it stands where other providers have a token, sealed like one.
 */
import { z } from 'zod'
import { MAX_ICS_BYTES, readIcs } from '#calendar/providers/ics/read-ics.ts'
import type { CalendarProvider, ChangePage } from '#calendar/providers/provider.ts'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { type PublicFetch, publicFetch } from '#lib/public-fetch.ts'

const TIMEOUT_MS = 10_000
/** What a feed's only calendar is called. */
export const FEED_CALENDAR = 'feed'
/** An address does not run out. */
const A_CENTURY_SECONDS = 100 * 365 * 86_400

const Cursor = z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() })

export function icsFeeds({ fetch = publicFetch() }: { fetch?: PublicFetch } = {}): CalendarProvider {
  const tokens = (address: string) => ({
    ...{ accessToken: address, refreshToken: address, expiresInSeconds: A_CENTURY_SECONDS, scopes: [] },
  })
  const load = (address: string, headers: Record<string, string> = {}) =>
    fetch(address, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_ICS_BYTES, headers })

  return {
    authorizeUrl: () => notHere(),
    exchange: async () => notHere(),
    refresh: async (address) => tokens(address),
    revoke: async () => {}, // forgetting the address is all one can do
    async listCalendars(address) {
      const { status, text } = await load(address)
      if (status !== 200) throw refusalOf(status)
      const name = /^X-WR-CALNAME(?:;[^:\r\n]*)?:(.{1,200})$/im.exec(text)?.[1]?.trim()
      const calendar = { id: FEED_CALENDAR, name: name ?? new URL(address).hostname, timeZone: null }
      return [{ ...calendar, isPrimary: true }]
    },
    async *readChanges({ accessToken, cursor, window }): AsyncGenerator<ChangePage> {
      const { status, headers, text } = await load(accessToken, conditions(cursor))
      const nothing = { events: [], removed: [], unreadable: [] }
      if (status === 304 && cursor) return yield { ...nothing, isWholeWindow: false, cursor }
      if (status !== 200) throw refusalOf(status)
      const { events, unreadable } = readIcs(text, window)
      yield { events, removed: [], unreadable, isWholeWindow: true, cursor: cursorOf(headers) }
    },
    readEvent: async () => notHere(), // a feed is read whole
    longestWatchMinutes: 0,
    watch: async () => notHere(),
    renew: async () => null,
    unwatch: async () => {},
  }
}

function notHere(): never {
  throw new Refusal('provider_refused', 'An ICS address can only be read')
}

function conditions(cursor: string | null): Record<string, string> {
  const { etag, lastModified } = cursor
    ? Cursor.parse(JSON.parse(cursor))
    : { etag: null, lastModified: null }
  return {
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  }
}

function cursorOf(headers: Record<string, string | string[] | undefined>): string {
  const one = (name: string) => [headers[name]].flat()[0] ?? null
  return JSON.stringify({ etag: one('etag'), lastModified: one('last-modified') })
}

function refusalOf(status: number): Refusal {
  const [code, sentence]: [RefusalCode, string] =
    status === 404 || status === 410
      ? ['not_found', 'There is no calendar at that address any more']
      : status >= 300 && status < 400
        ? ['provider_refused', 'The address only leads on to another one: use that one']
        : status === 401 || status === 403
          ? ['provider_refused', 'The address asks for a password: use the secret address of the calendar']
          : ['provider_unavailable', `The calendar's server answered ${status}`]
  return new Refusal(code, sentence)
}
