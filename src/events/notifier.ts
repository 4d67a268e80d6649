/**
 * Tells this process at once what has become part of the feeds, wakes the other ones, and passes on words that are not
 * stored: at most one notify of each kind per 100 ms and process, outside every transaction (a notify inside the ingest
 * transaction costs up to half the throughput). A listener that missed a wake-up reads on at the next; a missed word in
 * progress is replaced by its final line.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Numbered } from '#events/live.ts'
import { type Murmur, newestOfEach, packed, unpacked } from '#events/murmurs.ts'
import type { Log } from '#lib/log.ts'

const CHANNEL = 'liveconvo_live'
const MURMURS = 'liveconvo_murmurs'
const COALESCE_MS = 100
const RECONNECT_MS = 1_000
/** Postgres takes 8,000 bytes. */
export const LONGEST_PAYLOAD = 7_000

/** By organization, what this process itself has added to its feed; nothing: another one did, read it. */
export type Growth = ReadonlyMap<string, readonly Numbered[]> | 'all'

export type Notifier = {
  /** Say what has become part of the feeds. */
  announce(changes: readonly Numbered[]): void
  /** Hear about growth, from any process; 'all': look everywhere. Returns how to stop hearing. */
  subscribe(heard: (growth: Growth) => void): () => void
  /** Pass on words in progress; of one speaker only the newest are. */
  murmur(words: Murmur): void
  /** Hear words in progress, from any process; returns how to stop hearing. */
  overhear(heard: (words: readonly Murmur[]) => void): () => void
  close(): Promise<void>
}

export async function connectNotifier(url: string, log: Log): Promise<Notifier> {
  const growth = new Set<(growth: Growth) => void>()
  const ears = new Set<(words: readonly Murmur[]) => void>()
  const tell = (grown: Growth) => {
    for (const heard of growth) heard(grown)
  }
  const hear = (words: readonly Murmur[]) => {
    for (const heard of ears) heard(words)
  }
  const wire = await connectWire(url, log, (channel, payload) => {
    if (channel === MURMURS) hear(unpacked(payload))
    else tell(payload ? new Map(payload.split(',').map((id) => [id, []])) : 'all')
  })
  const wakeOthers = coalesced<string>((ids) => {
    const payload = [...new Set(ids)].join(',')
    wire.notify(CHANNEL, payload.length > LONGEST_PAYLOAD ? '' : payload) // an empty one means "look everywhere"
  })
  const murmur = coalesced<Murmur>((words) => {
    const newest = newestOfEach(words)
    hear(newest)
    for (const payload of packed(newest, LONGEST_PAYLOAD)) wire.notify(MURMURS, payload)
  })
  return {
    announce(changes) {
      const grown = Map.groupBy(changes, ({ organizationId }) => organizationId)
      tell(grown) // our own readers need no round trip
      wakeOthers.add([...grown.keys()])
    },
    murmur: (words) => murmur.add([words]),
    subscribe: (heard) => listed(growth, heard),
    overhear: (heard) => listed(ears, heard),
    async close() {
      wakeOthers.stop()
      murmur.stop()
      await wire.close()
    },
  }
}

function listed<T>(all: Set<T>, one: T): () => void {
  all.add(one)
  return () => void all.delete(one)
}

/** What is added within a tenth of a second goes together. */
function coalesced<T>(flush: (items: T[]) => void) {
  let waiting: T[] = []
  let timer: NodeJS.Timeout | undefined
  return {
    add(items: readonly T[]) {
      waiting.push(...items)
      timer ??= setTimeout(() => {
        timer = undefined
        const items = waiting
        waiting = []
        flush(items)
      }, COALESCE_MS)
    },
    stop: () => clearTimeout(timer),
  }
}

/** What it says itself it does not hear. */
async function connectWire(url: string, log: Log, heard: (channel: string, payload: string) => void) {
  const closing = new AbortController()
  let line: Line | null = await openLine(url, heard)

  /** One line after the other: the next is opened when the last one is lost, and never two at once. */
  const keeping = (async () => {
    while (line) {
      heard(CHANNEL, '') // whatever was said while this process could not hear
      await line.lost
      line = await openAgain()
    }
  })()
  async function openAgain(): Promise<Line | null> {
    for (;;) {
      await pause(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => {}) // cut short
      if (closing.signal.aborted) return null
      const next = await openLine(url, heard).catch(() => null)
      if (next) return next
    }
  }

  let last: Promise<unknown> = Promise.resolve()
  const say = async (channel: string, payload: string) =>
    line?.client
      .query('select pg_notify($1, $2)', [channel, payload])
      .catch((err: unknown) => log.warn({ err }, 'could not notify the other processes'))
  return {
    /** One after the other: a connection says one thing at a time. */
    notify(channel: string, payload: string) {
      last = last.then(() => say(channel, payload))
    },
    async close() {
      await last
      closing.abort()
      await line?.client.end()
      await keeping
      await line?.client.end() // one that was opened in this very moment
    },
  }
}

type Line = { client: pg.Client; lost: Promise<void> }

/** One connection that speaks and listens; the others are told to look, in case this process said something meanwhile. */
async function openLine(url: string, heard: (channel: string, payload: string) => void): Promise<Line> {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  const { promise: lost, resolve } = Promise.withResolvers<void>()
  client.on('error', () => resolve())
  client.on('end', () => resolve())
  try {
    await client.connect()
    const { rows } = await client.query<{ own: number }>('select pg_backend_pid() as own')
    client.on('notification', ({ channel, payload, processId }) => {
      if (processId !== rows[0]?.own) heard(channel, payload ?? '')
    })
    await client.query(`listen ${CHANNEL}; listen ${MURMURS}`)
    await client.query(`notify ${CHANNEL}`)
    return { client, lost }
  } catch (error) {
    await client.end().catch(() => {}) // it may never have been there
    throw error
  }
}
