// POST /$batch: up to twenty calls in one, each answered, and each throttled, as if it had come alone.
// https://learn.microsoft.com/graph/json-batching
import { setTimeout as pause } from 'node:timers/promises'
import type { Request } from 'express'
import { z } from 'zod'
import { badRequest, type Problem } from './errors.ts'

const MOST = 20
const Batch = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      url: z.string().startsWith('/'),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
      dependsOn: z.array(z.string()).default([]),
    }),
  ),
})
type One = z.infer<typeof Batch>['requests'][number]
type Answered = { id: string; status: number; headers: Record<string, string>; body: unknown }

/** Answers come in an order of their own: the last request's first. What failed takes what depends on it along. */
export async function answerBatch(req: Request): Promise<Problem | { responses: Answered[] }> {
  const batch = Batch.safeParse(req.body)
  if (!batch.success) return badRequest('Invalid batch payload format.', 'BadRequest')
  const { requests } = batch.data
  if (requests.length > MOST)
    return badRequest(
      `Number of batch request steps exceeds the maximum value of ${MOST}.`,
      'MaximumValueExceeded',
    )
  const answers = new Map<string, Promise<Answered>>()
  for (const one of requests) answers.set(one.id, answerOne(req, one, answers))
  return { responses: (await Promise.all(answers.values())).reverse() }
}

async function answerOne(
  req: Request,
  { id, method, url, headers, body, dependsOn }: One,
  answers: ReadonlyMap<string, Promise<Answered>>,
): Promise<Answered> {
  const before = await Promise.all(dependsOn.map((name) => answers.get(name)))
  if (before.some((one) => one === undefined || one.status >= 400))
    return { id, status: 424, headers: {}, body: { error: { code: 'FailedDependency', message: '' } } }
  await pause(0) // all are on their way before the first is answered
  const answer = await fetch(`${req.protocol}://${req.get('host')}${req.baseUrl}${url}`, {
    method,
    headers: {
      ...{ authorization: req.get('authorization') ?? '', 'content-type': 'application/json' },
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    ...{ id, status: answer.status, headers: headersOf(answer) },
    body: text === '' ? null : JSON.parse(text),
  }
}

const headersOf = ({ headers }: Response) =>
  Object.fromEntries(
    ['content-type', 'retry-after'].flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
