/**
 * GET /v1/events: one stream per browser for everything that moves. First what was missed (Last-Event-ID), then what
 * happens, in order and without repeats. Lines carry their words; everything else says what to load again.
 */
import type { Request, Response } from 'express'
import type { ApiNeeds, Caller } from '#api/needs.ts'
import type { OrganizationTx } from '#db/db.ts'
import { visibleTo } from '#sessions/visible.ts'

/** An event and not a comment, because a page hears only events; after 40 s of silence it connects anew. */
const HEARTBEAT_MS = 15_000
const PAGE = 500
/** A reader that was away for longer loads its pages anew instead. */
const LONGEST_REPLAY = 5_000

type Change = Awaited<ReturnType<typeof changesAfter>>[number]

/** Serve one browser until it goes away. */
export async function streamChanges(
  req: Request,
  res: Response,
  needs: ApiNeeds,
  caller: Caller,
): Promise<void> {
  const see = <T>(work: (tx: OrganizationTx) => Promise<T>) =>
    needs.db.asOrganization(caller.organizationId, work)
  const newest = await see((tx) => newestNumber(tx))
  const asked = Number(req.get('last-event-id') ?? Number.NaN)
  let last = Number.isInteger(asked) && newest - asked <= LONGEST_REPLAY ? Math.min(asked, newest) : newest
  let isReading = false
  let again = false

  const write = (name: string, data: unknown, id?: number) =>
    res.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)

  const readOn = async () => {
    for (let page = await see((tx) => changesAfter(tx, last, caller)); page.length > 0; ) {
      for (const change of page) {
        last = change.number
        send(write, change)
      }
      page = page.length < PAGE ? [] : await see((tx) => changesAfter(tx, last, caller))
    }
  }
  /** One reader at a time; a wake-up during a read means one more read. */
  const wake = async () => {
    again = true
    if (isReading) return
    isReading = true
    while (again && !res.closed) {
      again = false
      await readOn().catch((err: unknown) => needs.log.warn({ err }, 'a live stream could not be read'))
    }
    isReading = false
  }

  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  write('hello', { number: newest, isReplayed: last !== newest })
  const stop = needs.notifier.subscribe((ids) => {
    if (ids === 'all' || ids.has(caller.organizationId)) void wake()
  })
  const heartbeat = setInterval(() => res.write('event: beat\ndata:\n\n'), HEARTBEAT_MS)
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

const newestNumber = async (tx: OrganizationTx) =>
  (await tx.selectFrom('liveCounters').select('lastNumber').executeTakeFirst())?.lastNumber ?? 0

/** What this viewer may know of: their own topics, and sessions that they may see. */
const changesAfter = (tx: OrganizationTx, after: number, viewer: Caller) =>
  tx
    .selectFrom('liveChanges as change')
    .leftJoin('transcripts as line', (join) =>
      join
        .onRef('line.organizationId', '=', 'change.organizationId')
        .onRef('line.id', '=', 'change.subjectId')
        .on('change.topic', '=', 'line'),
    )
    .where('change.number', '>', after)
    .where((eb) => eb.or([eb('change.userId', 'is', null), eb('change.userId', '=', viewer.userId)]))
    .where((eb) =>
      eb.or([
        eb('change.sessionId', 'is', null),
        eb.exists(
          eb
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.id', '=', 'change.sessionId')
            .where(visibleTo(viewer)),
        ),
      ]),
    )
    .select([
      'change.number',
      'change.topic',
      'change.subjectId',
      'change.sessionId',
      'line.id as lineId',
      'line.sequenceNumber as sequence',
      'line.speaker',
      'line.content as text',
      'line.startTimeSeconds as start',
      'line.endTimeSeconds as end',
      'line.isFinal',
    ])
    .orderBy('change.number')
    .limit(PAGE)
    .execute()
