/**
 * How often one account may be tried, from wherever: the library limits by address of the client, and whoever guesses
 * passwords has many of those. A right password starts the count anew; who is signed in stays so.
 */
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { type Kysely, sql } from 'kysely'
import { wallClock } from '#lib/clock.ts'
import { tokenHash } from '#lib/ids.ts'

type SignIn = Kysely<Record<string, Record<string, unknown>>>

/** The longest window; the library clears its table of what is older, and is told of it (auth.ts). */
export const TRIES_WINDOW_SECONDS = 900
const MOST_TRIES: Record<string, number> = {
  '/sign-in/email': 20,
  '/request-password-reset': 5,
  '/send-verification-email': 5,
}

/** Before and after each of the library's endpoints. */
export const limitTries = (signIn: SignIn) => ({
  before: createAuthMiddleware(async ({ path, body }) => {
    const most = MOST_TRIES[path]
    const email: unknown = body?.email
    if (most === undefined || typeof email !== 'string') return
    if ((await countTry(signIn, keyOf(path, email))) > most)
      throw new APIError('TOO_MANY_REQUESTS', { message: 'Too many tries for this account. Wait a while.' })
  }),
  after: createAuthMiddleware(async ({ path, context }) => {
    const email = context.newSession?.user.email
    if (path === '/sign-in/email' && email)
      await sql`delete from sign_in_rate_limits where key = ${keyOf(path, email)}`.execute(signIn)
  }),
})

const keyOf = (path: string, email: string) => `account|${path}|${tokenHash(email.trim().toLowerCase())}`

/** One atomic step, so that tries at the same time are all counted. The window begins with its first try. */
async function countTry(signIn: SignIn, key: string): Promise<number> {
  const now = wallClock.now().toMillis()
  const since = now - TRIES_WINDOW_SECONDS * 1000
  const { rows } = await sql<{ count: number }>`
    insert into sign_in_rate_limits as tries (key, count, last_request) values (${key}, 1, ${now})
    on conflict (key) do update set
      count = case when tries.last_request < ${since} then 1 else tries.count + 1 end,
      last_request = case when tries.last_request < ${since} then excluded.last_request else tries.last_request end
    returning count`.execute(signIn)
  return rows[0]?.count ?? 0
}
