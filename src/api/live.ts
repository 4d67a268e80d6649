/**
 * GET /v1/events: one stream per browser for everything that moves. First what was missed (Last-Event-ID), then what
 * happens, in order and without repeats. Lines carry their words; everything else says what to load again.
 */
import type { Request, RequestHandler, Response } from 'express'
import { type Change, changesAfter, newestNumber, PAGE } from '#api/live-changes.ts'
import { type Identify, memberOf } from '#api/mount.ts'
import type { ApiNeeds, Caller } from '#api/needs.ts'
import type { OrganizationTx } from '#db/db.ts'
import { stopwatch } from '#lib/clock.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

/** An event and not a comment, because a page hears only events; after 40 s of silence it connects anew. */
const HEARTBEAT_MS = 15_000
/** A reader that was away for longer loads its pages anew instead. */
const LONGEST_REPLAY = 5_000
/** One per browser is usual. */
const MOST_PER_PERSON = 20
/** A reader that takes nothing off is let go, and comes again with its last number. */
const MOST_UNREAD_BYTES = 4_000_000
/** Whoever signs out or is removed hears nothing after that. */
const KNOWN_FOR_MS = 1_000

type Needs = Pick<ApiNeeds, 'db' | 'notifier' | 'log'>

/** Serves each browser until it goes away, or its person does. */
export function liveStreams(
  needs: Needs,
  identify: Identify,
  open: { inc(): void; dec(): void },
): RequestHandler {
  const perPerson = new Map<string, number>()
  const count = (userId: string, by: 1 | -1) => {
    const now = (perPerson.get(userId) ?? 0) + by
    if (now > 0) perPerson.set(userId, now)
    else perPerson.delete(userId)
  }
  return async (req, res) => {
    const caller = memberOf(await identify(req))
    if ((perPerson.get(caller.userId) ?? 0) >= MOST_PER_PERSON)
      throw new Refusal('too_many', 'So many pages are open already. Close some.')
    if (res.closed) return
    count(caller.userId, 1)
    open.inc()
    res.on('close', () => {
      count(caller.userId, -1)
      open.dec()
    })
    await streamChanges(req, res, needs, stillThere(req, identify, caller))
  }
}

/** Who listens, looked up anew when that is not known freshly. Refuses when they may not listen any more. */
function stillThere(req: Request, identify: Identify, first: Caller): () => Promise<Caller> {
  let caller = first
  let age = stopwatch()
  return async () => {
    if (age() < KNOWN_FOR_MS) return caller
    const now = memberOf(await identify(req))
    if (now.organizationId !== first.organizationId)
      throw new Refusal('not_allowed', 'They work elsewhere now')
    age = stopwatch()
    caller = now
    return caller
  }
}

async function streamChanges(
  req: Request,
  res: Response,
  { db, notifier, log }: Needs,
  listener: () => Promise<Caller>,
): Promise<void> {
  const { organizationId } = await listener()
  const see = <T>(work: (tx: OrganizationTx) => Promise<T>) => db.asOrganization(organizationId, work)
  const newest = await see((tx) => newestNumber(tx))
  const asked = Number(req.get('last-event-id') ?? Number.NaN)
  let last = Number.isInteger(asked) && newest - asked <= LONGEST_REPLAY ? Math.min(asked, newest) : newest
  let isReading = false
  let again = false

  const write = (name: string, data: unknown, id?: number) => {
    if (res.writableEnded) return
    res.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    if (res.writableLength > MOST_UNREAD_BYTES) res.destroy()
  }

  const readOn = async () => {
    const read = async () => {
      const caller = await listener()
      return see((tx) => changesAfter(tx, last, caller))
    }
    for (let page = await read(); page.length > 0 && !res.closed; ) {
      for (const change of page) {
        last = change.number
        send(write, change)
      }
      page = page.length < PAGE ? [] : await read()
    }
  }
  const whenFailed = (err: unknown) => {
    if (isRefusal(err)) res.end()
    else log.warn({ err }, 'a live stream could not be read')
  }
  /** One reader at a time; a wake-up during a read means one more read. */
  const wake = async () => {
    again = true
    if (isReading) return
    isReading = true
    while (again && !res.closed) {
      again = false
      await readOn().catch(whenFailed)
    }
    isReading = false
  }

  if (res.closed) return // gone while we looked
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  write('hello', { number: newest, isReplayed: last !== newest })
  const stop = notifier.subscribe((ids) => {
    if (ids === 'all' || ids.has(organizationId)) void wake()
  })
  const heartbeat = setInterval(() => {
    write('beat', null)
    void listener().catch(whenFailed)
  }, HEARTBEAT_MS)
  res.on('close', () => {
    stop()
    clearInterval(heartbeat)
  })
  void wake() // whatever happened between the first read and the subscription
}

function send(write: (name: string, data: unknown, id?: number) => void, change: Change) {
  if (change.topic !== 'line') {
    const { topic, subjectId, sessionId } = change
    return write('change', { topic, subjectId, sessionId }, change.number)
  }
  if (change.lineId === null) return // deleted since
  const { sessionId, sequence, speaker, text, start, end, isFinal } = change
  write(
    'line',
    { sessionId, line: { id: change.lineId, sequence, speaker, text, start, end, isFinal } },
    change.number,
  )
}
