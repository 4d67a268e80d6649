/**
 * One stream for all tabs: the tab that holds the lock reads it and passes on what it hears. A browser opens only six
 * connections to one server, so a stream per tab would stop the seventh tab from loading.
 */
export type Heard =
  | { kind: 'open' | 'lost' | 'beat'; at: number }
  | { kind: 'hello' | 'change' | 'line' | 'partial'; at: number; data: string }
  | { kind: 'reload' }
  | { kind: 'who' }

const NAME = 'liveconvo-live'
const RETRY_MS = 3_000
/** The server is heard every 15 s at least: a stream that is silent for longer is dead, whatever the browser thinks. */
export const SILENCE_MS = 40_000
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME)

/** Tell the other tabs of this browser. */
export const tellTabs = (kind: 'reload') => channel?.postMessage({ kind } satisfies Heard)

/** What a tab missed before it heard another one's stream is not known to anybody. */
const missed = { kind: 'hello', data: '{"isReplayed":false}' } as const

/** Listen until the signal ends it. Everything after `after` is heard once, whichever tab reads the stream. */
export function listen(hear: (heard: Heard) => void, signal: AbortSignal, after: number | undefined): void {
  let last: Heard | undefined
  let isNew = true
  const share = (heard: Heard) => {
    if (heard.kind === 'open' || heard.kind === 'lost' || heard.kind === 'beat') last = heard
    channel?.postMessage(heard)
    hear(heard)
  }
  const fromOthers = ({ data }: MessageEvent<Heard>) => {
    if (data.kind === 'who') return void (last && channel?.postMessage(last)) // only the reader has a `last`
    if (isNew && data.kind !== 'reload') hear({ ...missed, at: Date.now() })
    isNew = false
    hear(data)
  }
  channel?.addEventListener('message', fromOthers)
  signal.addEventListener('abort', () => channel?.removeEventListener('message', fromOthers))
  channel?.postMessage({ kind: 'who' } satisfies Heard)

  const lead = () => {
    isNew = false
    return readStream(share, signal, after)
  }
  if (!navigator.locks) return void lead()
  navigator.locks.request(NAME, { signal }, lead).catch(() => {}) // rejects only when the signal ends the wait
}

/** Reads the stream until the signal. The browser reconnects by itself, except after an answer that is no stream. */
async function readStream(
  share: (heard: Heard) => void,
  signal: AbortSignal,
  after: number | undefined,
): Promise<void> {
  const position = { after }
  while (!signal.aborted) {
    await oneConnection(position, share, signal)
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

/** Resolves when the stream has ended for good: by an answer that is no stream, by silence, or by the signal. */
function oneConnection(
  position: { after: number | undefined },
  share: (heard: Heard) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const { after } = position
    const source = new EventSource(`/v1/events${after === undefined ? '' : `?after=${after}`}`)
    let silence: ReturnType<typeof setTimeout>
    const close = () => {
      clearTimeout(silence)
      source.close()
      resolve()
    }
    const lose = () => share({ kind: 'lost', at: Date.now() })
    const hear = (heard: Heard) => {
      clearTimeout(silence)
      silence = setTimeout(() => {
        lose()
        close()
      }, SILENCE_MS)
      share(heard)
    }
    signal.addEventListener('abort', close, { once: true })
    source.onopen = () => hear({ kind: 'open', at: Date.now() })
    source.onerror = () => {
      lose()
      if (source.readyState === EventSource.CLOSED) close()
    }
    source.addEventListener('beat', () => hear({ kind: 'beat', at: Date.now() }))
    for (const kind of ['hello', 'change', 'line', 'partial'] as const)
      source.addEventListener(kind, ({ data, lastEventId }) => {
        if (lastEventId !== '') position.after = Number(lastEventId)
        hear({ kind, at: Date.now(), data: String(data) })
      })
  })
}
