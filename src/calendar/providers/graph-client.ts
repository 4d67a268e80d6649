/**
 * Microsoft's own client with a middleware chain of ours. Its default chain sends the token to https addresses only
 * and sleeps inside a call before it repeats it: a stand-in would get no token, and a worker would hang.
 * Links keep saying https://graph.microsoft.com; the last handler takes them where this server's Graph really is.
 */
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
import { asRefusal } from '#calendar/providers/graph-errors.ts'

const PUBLIC_HOST = 'graph.microsoft.com'
const TIMEOUT_MS = 20_000

export type Graph = {
  /** GET a path or a link that Graph gave us. */
  read(pathOrLink: string, prefer?: string): Promise<unknown>
  write(method: 'post' | 'patch' | 'delete', path: string, body?: object): Promise<unknown>
}

/** One person's Graph. `graphUrl` is Graph's own address or that of a stand-in. Throws Refusals. */
export function graphFor(accessToken: string, graphUrl: string): Graph {
  const client = Client.initWithMiddleware({ middleware: chain(accessToken, graphUrl) })
  const ask = async (call: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await call()
    } catch (error) {
      throw asRefusal(error)
    }
  }
  return {
    read: (path, prefer) => ask(() => client.api(path).header('Prefer', preferences(prefer)).get()),
    write: (method, path, body) =>
      ask(() => {
        const request = client.api(path).header('Prefer', preferences())
        return method === 'delete' ? request.delete() : request[method](body)
      }),
  }
}

/** Times in UTC, and ids that survive a move between folders. */
const preferences = (more?: string) =>
  ['outlook.timezone="UTC"', 'IdType="ImmutableId"', ...(more ? [more] : [])].join(', ')

function chain(accessToken: string, graphUrl: string): Middleware {
  return {
    async execute(context: Context) {
      const url = new URL(typeof context.request === 'string' ? context.request : context.request.url)
      const headers = new Headers(context.options?.headers as Record<string, string> | undefined) // as the client set them
      if (url.hostname === PUBLIC_HOST || url.origin === new URL(graphUrl).origin)
        headers.set('authorization', `Bearer ${accessToken}`) // a link to anywhere else gets no token
      const isElsewhere = url.hostname === PUBLIC_HOST && new URL(graphUrl).hostname !== PUBLIC_HOST
      if (isElsewhere) headers.set('x-rewritten-host', PUBLIC_HOST)
      const target = isElsewhere ? `${graphUrl.replace(/\/$/, '')}${url.pathname}${url.search}` : url.href
      const { method, body } = context.options ?? {}
      context.response = await fetch(target, {
        ...(method && { method }),
        ...(body && { body }),
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    },
  }
}
