/** Puts the table of routes on an Express router: who is it, is the input right, one transaction, only what is named goes out. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { RequestHandler, Response, Router } from 'express'
import { z } from 'zod'
import type { ApiNeeds, Caller } from '#api/needs.ts'
import type { AnyRoute, Key } from '#api/route.ts'
import type { FileAnswer, StreamAnswer } from '#api/wire.ts'
import { Refusal } from '#lib/errors.ts'

export type Person = Omit<Caller, 'organizationId' | 'role'>
export type Identify = (req: Parameters<RequestHandler>[0]) => Promise<Person & Partial<Caller>>

/** Mount every route; `identify` throws not_signed_in. */
export function mount(
  router: Router,
  routes: Record<Key, AnyRoute>,
  needs: ApiNeeds,
  identify: Identify,
): void {
  for (const [key, definition] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ')
    const handle: RequestHandler = async (req, res) => {
      const perform = await admit(definition, needs, () => identify(req))
      const answer = await perform({
        params: check(definition.params, req.params, 'not_found'),
        query: check(definition.query, req.query),
        body: check(definition.body, req.body),
        range: req.get('range'),
        gone: whenGone(res),
      })
      res.set('cache-control', 'no-store')
      if (definition.streams) return sendStream(res, definition.returns.parse(answer) as Stream) // a route that streams returns StreamAnswer
      if (definition.sends) return sendFile(res, definition.returns.parse(answer) as FileBody) // a route that sends returns FileAnswer
      res.status(definition.status ?? 200).json(z.encode(definition.returns, answer))
    }
    // The key's type allows these five methods only.
    router[method.toLowerCase() as 'get'](path.replaceAll(/\{(\w+)\}/g, ':$1'), handle)
  }
}

/** What a route without a query answers to this person, as it crosses the wire; for a page that brings it along. */
export async function ask(
  definition: AnyRoute,
  needs: ApiNeeds,
  identify: () => ReturnType<Identify>,
  given: unknown = {},
): Promise<unknown> {
  const perform = await admit(definition, needs, identify)
  const params = check(definition.params, given, 'not_found')
  const query = check(definition.query, {})
  const { signal: gone } = new AbortController()
  return z.encode(
    definition.returns,
    await perform({ params, query, body: undefined, range: undefined, gone }),
  )
}

function whenGone(res: Response): AbortSignal {
  const gone = new AbortController()
  res.on('close', () => gone.abort())
  return gone.signal
}

type Stream = z.infer<typeof StreamAnswer>

/** As it comes, and only as fast as it is taken. Whoever plays it asks again for what broke off. */
async function sendStream(res: Response, { status, headers, body }: Stream): Promise<void> {
  res.status(status).set({ ...headers, 'cache-control': 'no-store, no-transform' })
  res.set('content-security-policy', "default-src 'none'; sandbox")
  if (!body) return void res.end()
  await pipeline(Readable.fromWeb(body as NodeStream), res).catch(() => res.destroy()) // the same stream, typed by Node
}

type FileBody = z.infer<typeof FileAnswer>

/** Always as a download: what was said in a meeting is never shown as a page of ours. */
function sendFile(res: Response, { name, type, body }: FileBody): void {
  const plain = name.replaceAll(/[^\w .()-]+/g, '_')
  res
    .type(type)
    .set(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .set('content-security-policy', "default-src 'none'; sandbox")
    .send(body)
}

type Asked = { params: unknown; query: unknown; body: unknown; range: string | undefined; gone: AbortSignal }
type Perform = (input: Asked) => Promise<unknown>

/** Opens the door that the route asks for; each one says who may pass and what they see. */
async function admit(
  { access, run }: AnyRoute,
  needs: ApiNeeds,
  identify: () => ReturnType<Identify>,
): Promise<Perform> {
  if (access === 'public') return (input) => needs.db.asSystem((tx) => run(input, { ...needs, tx }))
  const person = await identify()
  if (access === 'operator' && !person.isOperator)
    throw new Refusal('not_allowed', 'Only for the operator of this server')
  if (access === 'person' || access === 'operator')
    return (input) => needs.db.asSystem((tx) => run(input, { ...needs, caller: person, tx }))

  const caller = memberOf(person)
  if (access.startsWith('admin') && caller.role === 'member')
    throw new Refusal('not_allowed', 'Only owners and admins may do this')
  if (access.endsWith('_without_transaction')) return (input) => run(input, { ...needs, caller })
  return (input) =>
    needs.db.asOrganization(caller.organizationId, (tx) => run(input, { ...needs, caller, tx }))
}

/** Refuses whoever is in no organization. */
export function memberOf(person: Person & Partial<Caller>): Caller {
  const { organizationId, role } = person
  if (!organizationId || !role) throw new Refusal('not_allowed', 'Join or make an organization first')
  return { ...person, organizationId, role }
}

/** A path that is not even an id leads to nothing: 404, as an unknown id does. */
function check(
  schema: z.ZodType | undefined,
  value: unknown,
  otherwise: 'validation_failed' | 'not_found' = 'validation_failed',
) {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  if (otherwise === 'not_found') throw new Refusal('not_found')
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new Refusal('validation_failed', undefined, { fields })
}
