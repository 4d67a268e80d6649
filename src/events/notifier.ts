/**
 * Wakes the other processes: at most one notify per 100 ms and process, outside every transaction (a notify inside
 * the ingest transaction costs up to half the throughput). A listener that missed one reads on at the next.
 */
import pg from 'pg'
import type { Log } from '#lib/log.ts'

const CHANNEL = 'liveconvo_live'
const COALESCE_MS = 100
const RECONNECT_MS = 1_000
const LONGEST_PAYLOAD = 7_000

export type Notifier = {
  /** Say that the feeds of these organizations have grown; an empty list of a wake-up means "look everywhere". */
  announce(organizationIds: string[]): void
  /** Hear about growth, from any process; returns how to stop hearing. */
  subscribe(heard: (organizationIds: ReadonlySet<string> | 'all') => void): () => void
  close(): Promise<void>
}

export async function connectNotifier(url: string, log: Log): Promise<Notifier> {
  const subscribers = new Set<(organizationIds: ReadonlySet<string> | 'all') => void>()
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  let closed = false

  const tell = (ids: ReadonlySet<string> | 'all') => {
    for (const heard of subscribers) heard(ids)
  }
  const flush = async () => {
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    tell(new Set(ids)) // our own readers need no round trip
    const payload = ids.join(',')
    await client
      ?.query('select pg_notify($1, $2)', [CHANNEL, payload.length > LONGEST_PAYLOAD ? '' : payload])
      .catch((err: unknown) => log.warn({ err }, 'could not notify the other processes'))
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    fresh.on('notification', ({ payload }) => tell(payload ? new Set(payload.split(',')) : 'all'))
    fresh.on('error', () => again())
    fresh.on('end', () => again())
    await fresh.connect()
    await fresh.query(`listen ${CHANNEL}`)
    client = fresh
    await fresh.query(`notify ${CHANNEL}`) // whatever was said while this process could not be heard, or could not hear
  }
  function again() {
    if (closed || !client) return
    client = undefined
    const retry = () => listen().catch(() => void setTimeout(retry, RECONNECT_MS).unref())
    setTimeout(retry, RECONNECT_MS).unref()
  }

  await listen()
  return {
    announce(organizationIds) {
      for (const id of organizationIds) waiting.add(id)
      timer ??= setTimeout(flush, COALESCE_MS)
    },
    subscribe(heard) {
      subscribers.add(heard)
      return () => void subscribers.delete(heard)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
