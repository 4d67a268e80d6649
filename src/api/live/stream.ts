/** One browser's stream: first what it missed, then what the feed brings, each change once. */
import type { Response } from 'express'
import { changesAfter, newestNumber, PAGE } from '#api/live/changes.ts'
import type { LiveFeed, Told } from '#api/live/feed.ts'
import { frame, frameOf } from '#api/live/frames.ts'
import type { Listening } from '#api/live/who.ts'
import type { Db, OrganizationTx } from '#db/db.ts'

/** A reader that was away for longer loads its pages anew instead. */
const LONGEST_REPLAY = 5_000
/** A reader that takes nothing off is let go, and comes again with its last number. */
const MOST_UNREAD_BYTES = 4_000_000

type Needs = { db: Db; feed: LiveFeed; res: Response; viewer: Listening }

/** `asked`: the number that the browser saw last, NaN if none. Returns how to say a word, and how to leave. */
export async function openStream({ db, feed, res, viewer }: Needs, asked: number) {
  const see = <T>(work: (tx: OrganizationTx) => Promise<T>) => db.asOrganization(viewer.organizationId, work)
  const newest = await see(newestNumber)
  // A number that is yet to come is another database's: what its reader knows is worth nothing here.
  const isReplayed = Number.isInteger(asked) && asked <= newest && newest - asked <= LONGEST_REPLAY
  let last = isReplayed ? asked : newest
  let waiting: Told[] | null = []

  const write = (text: string) => {
    if (res.writableEnded || res.destroyed || text === '') return
    res.write(text)
    if (res.writableLength > MOST_UNREAD_BYTES) res.destroy()
  }
  const tell = (changes: readonly Told[]) => {
    const fresh = changes.filter(({ number }) => number > last)
    last = fresh.at(-1)?.number ?? last
    write(fresh.map(({ text }) => text).join(''))
  }
  startStream(res)
  write(frame('hello', { number: newest, isReplayed }))
  const leave = feed.join(
    {
      ...viewer,
      take: (changes) => (waiting ? void waiting.push(...changes) : tell(changes)),
      overhear: write,
      end: () => void res.end(),
    },
    newest,
  )
  const catchUp = async () => {
    for (let page = await missed(); page.length > 0 && !res.closed; ) {
      tell(page.flatMap((change) => ({ number: change.number, text: frameOf(change) ?? '' })))
      page = page.length < PAGE ? [] : await missed()
    }
    const held = waiting ?? []
    waiting = null
    tell(held)
  }
  const missed = () => see((tx) => changesAfter(tx, last, viewer))
  return { write, catchUp, leave }
}

function startStream(res: Response): void {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}
