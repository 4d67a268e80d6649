/** From a typed call to an answer that can be relied on: silence and unreadable answers become a Refusal here. */
import type { ApiResponse } from 'openapi-typescript-fetch'
import type { z } from 'zod'
import { providerCode, refusalOf, refusalOfSilence, saidBy } from '#bots/recall/recall-errors.ts'
import { replyTo } from '#bots/recall/recall-wire.ts'
import { NoReply, type Reply } from '#lib/http.ts'

/** A call that changes nothing. `doing` completes "Recall answered 500 to …". */
export const ask = (call: Promise<ApiResponse<unknown>>, doing: string) => heard(replyTo(call), doing, false)

/** A call that changes something: when its answer is lost, the Refusal says that it may be done. */
export const tell = (call: Promise<ApiResponse<unknown>>, doing: string) => heard(replyTo(call), doing, true)

export async function heard(reply: Promise<Reply>, doing: string, write: boolean): Promise<Reply> {
  try {
    return await reply
  } catch (error) {
    if (error instanceof NoReply) throw refusalOfSilence(error, doing, write)
    throw error
  }
}

/** What we read of a success. Anything else is a Refusal: a provider that talks nonsense is one that is down. */
export function read<S extends z.ZodType>(
  schema: S,
  reply: Reply,
  doing: string,
  write = false,
): z.output<S> {
  const parsed = isDone(reply) ? schema.safeParse(reply.body) : undefined
  if (!parsed?.success) throw refusalOf(reply, doing, write)
  return parsed.data
}

export const isDone = ({ status }: Reply) => status >= 200 && status < 300

/** "That does not fit the state the bot is in", with the code that says how. */
export const isBadState = (reply: Reply, code: string) => reply.status === 400 && providerCode(reply) === code

/** How a change after dispatch was refused in 2025, without a code. */
export const saysNoJoinTask = ({ status, body }: Reply) =>
  status === 400 && (saidBy(body)?.includes('without join call task') ?? false)
