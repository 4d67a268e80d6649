/**
 * Calendars that Recall reads for us (Calendar V2): we hand the grant over and keep none of it, Recall says when
 * something changed, and shows the provider's own events. It feeds events only: bots go the same way as everybody's.
 * https://docs.recall.ai/docs/calendar-v2-integration-guide
 */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import {
  type ChangePage,
  HELD_ELSEWHERE,
  type ProviderName,
  type RecallCalendars,
} from '#calendar/providers/provider.ts'
import { Refusal } from '#lib/errors.ts'
import { NoReply, type Reply, retryAfterSeconds, send } from '#lib/http.ts'

const LIMITS = { timeoutMs: 20_000, maxResponseBytes: 10_000_000 }
/** A hundred events a page: more pages than anybody's four weeks have. */
const MOST_PAGES = 200
/** What is read again before the place that was reached: rows that were written at the same moment may come late. */
const OVERLAP_MS = 60_000
const LOST = 'Recall cannot read this calendar any more: connect it again'
const Held = z.object({
  id: z.string(),
  status: z.enum(['connecting', 'connected', 'disconnected']).catch('connected'),
})
const Access = z.object({ token: z.string() })
const Listed = z.object({
  platform: z.string().default(''),
  platform_id: z.string().default(''),
  is_deleted: z.boolean(),
  updated_at: z.string().default(''),
  raw: z.record(z.string(), z.unknown()).default({}),
})
const Page = z.object({ next: z.string().nullish(), results: z.array(z.unknown()) })

export type RecallCalendarSettings = {
  apiKey: string
  baseUrl: string
  /** Whose grants are handed over: the clients that people consented to. */
  clients: Record<ProviderName, { clientId: string; clientSecret: string } | null>
}
/** Where other ports take an access token, this one takes Recall's id of the calendar. */
export function recallCalendars({ apiKey, baseUrl, clients }: RecallCalendarSettings): RecallCalendars {
  const root = `${baseUrl.replace(/\/+$/, '')}/api/v2`
  const call = async (method: string, url: string, body?: object): Promise<Reply> => {
    const headers = {
      ...{ authorization: `Token ${apiKey}`, accept: 'application/json' },
      ...(body && { 'content-type': 'application/json' }),
    }
    try {
      return await send(
        url,
        { method, headers, redirect: 'error', ...(body && { body: JSON.stringify(body) }) },
        LIMITS,
      )
    } catch (error) {
      if (error instanceof NoReply) throw new Refusal('provider_unavailable', 'Recall does not answer')
      throw error
    }
  }
  const calendarAt = (id: string) => `${root}/calendars/${encodeURIComponent(id)}/`
  const stateOf: RecallCalendars['stateOf'] = async (id) => {
    const reply = await call('GET', calendarAt(id))
    return reply.status === 404 ? 'disconnected' : understood(Held, reply).status
  }
  /** Recall goes on to show what it knew of a calendar that it cannot read any more: that is not the calendar. */
  const mustBeConnected = async (id: string) => {
    const state = await stateOf(id)
    if (state === 'disconnected') throw new Refusal('grant_lost', LOST, { reply: HELD_ELSEWHERE })
    if (state === 'connecting')
      throw new Refusal('provider_unavailable', 'Recall has not read this calendar for the first time yet')
  }
  const notHere = (): never => {
    throw new Refusal('provider_refused', 'Recall reads this calendar: it is asked for changes only')
  }

  return {
    ...{ authorizeUrl: notHere, exchange: async () => notHere(), refresh: async () => notHere() },
    ...{ listCalendars: async () => notHere(), readEvent: async () => notHere() },
    ...{
      longestWatchMinutes: 0,
      watch: async () => notHere(),
      renew: async () => null,
      unwatch: async () => {},
    },

    async handOver(provider, { refreshToken, email }, instead = null) {
      const client = clients[provider]
      if (!client) throw new Refusal('feature_off')
      const grant = {
        oauth_client_id: client.clientId,
        oauth_client_secret: client.clientSecret,
        oauth_refresh_token: refreshToken,
        oauth_email: email,
      }
      const known = instead && (await call('PATCH', calendarAt(instead), grant))
      if (known && known.status !== 404) return understood(Held, known).id
      const reply = await call('POST', `${root}/calendars/`, { platform: provider, ...grant })
      return understood(Held, reply).id
    },
    stateOf,
    async accessOf(id) {
      const reply = await call('POST', `${calendarAt(id)}access-token/`)
      if (reply.status === 400 || reply.status === 404) return null
      return understood(Access, reply).token
    },
    async revoke(id) {
      const reply = await call('DELETE', calendarAt(id))
      if (reply.status !== 404 && reply.status !== 204) throw refusalOf(reply)
    },
    async *readChanges({ accessToken, cursor, window }): AsyncGenerator<ChangePage> {
      await mustBeConnected(accessToken)
      const query = new URLSearchParams({ calendar_id: accessToken })
      if (cursor) query.set('updated_at__gte', withOverlap(cursor))
      else {
        query.set('start_time__gte', window.start.toISO() ?? '')
        query.set('start_time__lte', window.end.toISO() ?? '')
      }
      let link: string | null = `${root}/calendar-events/?${query}`
      let latest = cursor ?? ''
      for (let page = 0; link !== null && page < MOST_PAGES; page++) {
        const { next, results }: z.infer<typeof Page> = understood(Page, await call('GET', link))
        const read = results.map(readItem)
        for (const { updatedAt } of read) if (updatedAt > latest) latest = updatedAt
        link = next ? ofTheSameServer(next, root) : null
        yield {
          events: read.flatMap(({ event }) => event ?? []),
          removed: read.flatMap(({ removed }) => removed ?? []),
          unreadable: read.flatMap(({ unreadable }) => unreadable ?? []),
          isWholeWindow: cursor === null,
          ...(link === null && { cursor: latest || window.start.toISO() || '' }),
        }
      }
    },
  }
}

/** A page elsewhere is not asked, and a list that goes on there is not believed to be whole. */
function ofTheSameServer(next: string, root: string): string {
  if (next.startsWith(root)) return next
  throw new Refusal('provider_unavailable', 'Recall points to a page on another server')
}

function withOverlap(cursor: string): string {
  const instant = DateTime.fromISO(cursor, { zone: 'utc' })
  return (instant.isValid ? instant.minus({ milliseconds: OVERLAP_MS }).toISO() : null) ?? cursor
}

type Item = {
  updatedAt: string
  event?: ReturnType<typeof fromGoogle>
  removed?: string
  unreadable?: string
}

/** `raw` is what the calendar's own provider said, so it is read the same way. */
function readItem(item: unknown): Item {
  const listed = Listed.safeParse(item)
  if (!listed.success) return { updatedAt: '' }
  const { platform, platform_id: id, is_deleted: isDeleted, updated_at: updatedAt, raw } = listed.data
  if (isDeleted || raw.status === 'cancelled') return { updatedAt, removed: id }
  const graph = GraphEvent.safeParse(raw)
  const event =
    platform === 'microsoft_outlook'
      ? graph.success
        ? fromGraph(graph.data)
        : null
      : fromGoogle({ id, ...raw })
  return event ? { updatedAt, event } : { updatedAt, unreadable: id }
}

function understood<S extends z.ZodType>(schema: S, reply: Reply): z.output<S> {
  const parsed = reply.status >= 200 && reply.status < 300 ? schema.safeParse(reply.body) : undefined
  if (!parsed?.success) throw refusalOf(reply)
  return parsed.data
}

/** Recall repeats secrets in its answers: nothing of a body is ever told on. */
function refusalOf({ status, headers }: Reply): Refusal {
  if (status === 401 || status === 403) return new Refusal('provider_auth', `Recall answered ${status}`)
  if (status === 404) return new Refusal('not_found', 'Recall does not know this calendar any more')
  if (status === 400) return new Refusal('provider_refused', 'Recall does not take this calendar')
  const seconds = retryAfterSeconds(headers)
  return new Refusal('provider_unavailable', `Recall answered ${status}`, {
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  })
}
