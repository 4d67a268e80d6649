/**
 * GET /v1/events: one stream per browser for everything that moves. First what was missed (Last-Event-ID), then what
 * happens, in order and without repeats. Lines carry their words; everything else says what to load again. Words in
 * progress pass by without a number: they are heard now or never.
 */
import { fromNodeHeaders } from 'better-auth/node'
import type { Request, RequestHandler, Response } from 'express'
import { LiveFeed } from '#api/live/feed.ts'
import { frame } from '#api/live/frames.ts'
import { openStream } from '#api/live/stream.ts'
import type { Listening } from '#api/live/who.ts'
import { type Identify, memberOf } from '#api/mount.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { Refusal } from '#lib/errors.ts'

/** An event and not a comment, because a page hears only events; after 40 s of silence it connects anew. */
const HEARTBEAT_MS = 15_000
const BEAT = frame('beat', null)
/** How often a stream asks the sign-in itself, which also knows when a session has run out. */
const BEATS_PER_SIGN_IN_CHECK = 20
/** One per browser is usual. */
const MOST_PER_PERSON = 20

type Needs = Pick<ApiNeeds, 'db' | 'notifier' | 'log' | 'auth'>

/** Serves each browser until it goes away, or its person does. */
export function liveStreams(
  needs: Needs,
  identify: Identify,
  open: { inc(): void; dec(): void },
): RequestHandler {
  const feed = new LiveFeed(needs)
  const count = counter()
  return async (req, res) => {
    const viewer = await viewerOf(req, needs, identify)
    if (count.of(viewer.userId) >= MOST_PER_PERSON)
      throw new Refusal('too_many', 'So many pages are open already. Close some.')
    if (res.closed) return
    count.add(viewer.userId, 1)
    open.inc()
    res.on('close', () => {
      count.add(viewer.userId, -1)
      open.dec()
    })
    await serve(req, res, { ...needs, feed, identify, viewer })
  }
}

async function viewerOf(req: Request, { auth }: Needs, identify: Identify): Promise<Listening> {
  const { organizationId, userId, email } = memberOf(await identify(req))
  const signedIn = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) })
  if (!signedIn) throw new Refusal('not_signed_in')
  return { organizationId, userId, email, signInId: signedIn.session.id }
}

type Serving = Needs & { feed: LiveFeed; identify: Identify; viewer: Listening }

async function serve(req: Request, res: Response, { db, log, feed, identify, viewer }: Serving) {
  // A page knows the number that its own answers are up to; a stream that is resumed knows a newer one.
  const asked = Number(req.get('last-event-id') ?? req.query.after ?? Number.NaN)
  const stream = await openStream({ db, feed, res, viewer }, asked)
  let beats = 0
  const heartbeat = setInterval(() => {
    stream.write(BEAT)
    feed.checkAll()
    beats += 1
    if (beats % BEATS_PER_SIGN_IN_CHECK === 0) identify(req).catch(() => res.end())
  }, HEARTBEAT_MS)
  const leave = () => {
    stream.leave()
    clearInterval(heartbeat)
  }
  if (res.closed) return leave() // gone while we looked
  res.on('close', leave)
  await stream.catchUp().catch((err: unknown) => {
    log.warn({ err }, 'what a browser missed could not be read')
    res.end() // it comes again, with its last number
  })
}

/** How many streams each person has open. */
function counter() {
  const counts = new Map<string, number>()
  return {
    of: (userId: string) => counts.get(userId) ?? 0,
    add(userId: string, by: 1 | -1) {
      const now = (counts.get(userId) ?? 0) + by
      if (now > 0) counts.set(userId, now)
      else counts.delete(userId)
    },
  }
}
