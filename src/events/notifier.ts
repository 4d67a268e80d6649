/**
 * Tells this process at once what has become part of the feeds, wakes the other ones, and passes on words that are not
 * stored: at most one notify of each kind per 100 ms and process, outside every transaction (a notify inside the ingest
 * transaction costs up to half the throughput). A listener that missed a wake-up reads on at the next; a missed word in
 * progress is replaced by its final line.
 */
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

/** One connection that speaks and listens, made anew when it breaks. What it says itself it does not hear. */
async function connectWire(url: string, log: Log, heard: (channel: string, payload: string) => void) {
  let client: pg.Client | undefined
  let isClosed = false

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    let own = 0
    fresh.on('notification', ({ channel, payload, processId }) => {
      if (processId !== own) heard(channel, payload ?? '')
    })
    fresh.on('error', () => again())
    fresh.on('end', () => again())
    await fresh.connect()
    const { rows } = await fresh.query<{ own: number }>('select pg_backend_pid() as own')
    await fresh.query(`listen ${CHANNEL}; listen ${MURMURS}`)
    client = fresh
    await fresh.query(`notify ${CHANNEL}`) // whatever was said while this process could not be heard, or could not hear
    heard(CHANNEL, '')
    own = rows[0]?.own ?? 0
  }
  function again() {
    if (isClosed || !client) return
    client = undefined
    const retry = () => listen().catch(() => void setTimeout(retry, RECONNECT_MS).unref())
    setTimeout(retry, RECONNECT_MS).unref()
  }

  await listen()
  let last: Promise<unknown> = Promise.resolve()
  const say = async (channel: string, payload: string) =>
    client
      ?.query('select pg_notify($1, $2)', [channel, payload])
      .catch((err: unknown) => log.warn({ err }, 'could not notify the other processes'))
  return {
    /** One after the other: a connection says one thing at a time. */
    notify(channel: string, payload: string) {
      last = last.then(() => say(channel, payload))
    },
    async close() {
      isClosed = true
      await last
      await client?.end()
    },
  }
}
