/**
 * The browser's door to our API, typed from the server's own table of routes: a path that does not exist, or a body
 * that the server would refuse, does not compile. Only types cross; no server code is bundled.
 */
import type { z } from 'zod'
import type { Routes } from '#api/routes.ts'

export type Key = keyof Routes & string
type Part<K extends Key, Name extends 'params' | 'query' | 'body'> = Routes[K] extends {
  [N in Name]?: infer S
}
  ? NonNullable<S> extends z.ZodType
    ? z.input<NonNullable<S>>
    : never
  : never
/** What a route answers, as it crosses the wire: instants are ISO text. */
export type Answer<K extends Key> = z.input<Routes[K]['returns']>
export type Body<K extends Key> = Part<K, 'body'>

type Has<K extends Key, Name extends 'params' | 'query' | 'body'> = [Part<K, Name>] extends [never]
  ? { [N in Name]?: never }
  : Name extends 'query'
    ? { [N in Name]?: Part<K, Name> }
    : { [N in Name]: Part<K, Name> }
export type Ask<K extends Key> = Has<K, 'params'> & Has<K, 'query'> & Has<K, 'body'>
type Arguments<K extends Key> = Record<never, never> extends Ask<K> ? [ask?: Ask<K>] : [ask: Ask<K>]

type Values = Record<string, unknown>
export type FieldProblem = { path: string; message: string }

/** An answer that says no, in the server's own words (RFC 9457), or a server that could not be reached (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: FieldProblem[]
  readonly requestId: string | undefined

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.message ?? body.title ?? 'The server could not answer'))
    this.name = 'Problem'
    this.status = status
    this.code = String(body.code ?? '')
    this.fields = Array.isArray(body.errors) ? body.errors : []
    this.requestId = typeof body.requestId === 'string' ? body.requestId : undefined
  }
}

/** Ask the API. Throws a Problem for every answer that is not a success. */
export async function api<K extends Key>(key: K, ...[ask]: Arguments<K>): Promise<Answer<K>> {
  const { params, query, body }: { params?: unknown; query?: unknown; body?: unknown } = ask ?? {}
  const { method, path } = addressOf(key, params as Values, query as Values) // zod objects, so always records
  return (await call(method, path, body)) as Answer<K> // the server filters its answers through the same schema
}

/** Where a route is for these values. Each value is escaped; a query value that is undefined is left out. */
export function addressOf(key: string, params: Values = {}, query: Values = {}) {
  const [method = 'GET', template = '/'] = key.split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (params[name] === undefined) throw new Error(`${key} needs ${name}`)
    return encodeURIComponent(String(params[name]))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value))
  return { method, path: search.size === 0 ? path : `${path}?${search}` }
}

/** One JSON call to this server, for the API and for signing in. */
export async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Problem(0, { detail: 'The server cannot be reached. Check the connection and try again.' })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  const said = answer && typeof answer === 'object' ? { ...answer } : {}
  const requestId = response.headers.get('x-request-id')
  throw new Problem(response.status, { ...(requestId && { requestId }), ...said })
}
