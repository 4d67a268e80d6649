/** What truly passed between the product and the providers: the invariants read it, the product never does. */
export type Answered = {
  at: number
  side: string
  method: string
  path: string
  body: unknown
  status: number
  answer: string
  /** Seconds; only where the answer reached us. */
  retryAfter: number | null
  /** Whether the answer reached us as it was given. */
  isHeard: boolean
  /** The idempotency key that went with it. */
  key: string | null
}

export type Received = { at: number; sender: string; event: string; messageId: string | null; status: number }

export type Ledger = ReturnType<typeof openLedger>

export function openLedger() {
  const calls: Answered[] = []
  const received: Received[] = []
  /** Which bots were really made, by intent. */
  const made = new Map<string, Set<string>>()
  /** Under which idempotency keys. */
  const keys = new Set<string>()
  /** Refresh tokens that a newer one has replaced. */
  const replaced = new Set<string>()

  return {
    calls,
    /** What came through the product's doors, and how it was answered. */
    received,
    made,
    keys,
    replaced,
    answered(call: Answered) {
      calls.push(call)
      if (
        call.side === 'recall' &&
        call.method === 'POST' &&
        call.path.endsWith('/bot/') &&
        call.status === 201
      )
        noteBot(call)
      if (call.side === 'token' && call.status === 200) noteToken(call)
    },
    arrived(path: string, { headers, body }: RequestInit, { at, status }: { at: number; status: number }) {
      const sender = path.startsWith('/hooks/recall/live') ? 'recall_live' : (path.split('/')[2] ?? '')
      const messageId = new Headers(headers).get('webhook-id')
      received.push({ at, sender, event: eventOf(body), messageId, status })
    },
  }

  function noteBot({ body, answer, key }: Answered) {
    if (key !== null) keys.add(key)
    const { metadata } = JSON.parse(String(body)) as { metadata: { intent: string } } // what we sent
    const { id } = JSON.parse(answer) as { id: string } // what the stand-in answered
    made.set(metadata.intent, (made.get(metadata.intent) ?? new Set()).add(id))
  }

  function noteToken({ body, answer }: Answered) {
    const old = new URLSearchParams(String(body)).get('refresh_token')
    const { refresh_token: fresh } = JSON.parse(answer) as { refresh_token?: string } // OAuth 2.0
    if (old && fresh && fresh !== old) replaced.add(old)
  }
}

/** As Recall names it; nothing where the body does not say. */
const eventOf = (body: unknown) => /^\{"event":"([^"]+)"/.exec(String(body ?? ''))?.[1] ?? ''
