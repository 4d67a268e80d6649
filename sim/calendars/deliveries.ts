// Sends notifications to the product: at once, again later when it is down, and never more than a few times.
import type { SimClock } from '../clock.ts'

const ANSWER_WITHIN_MS = 10_000
const HELD_MS = 20_000
const TRIES_AFTER_MS = [2_000, 10_000, 60_000, 300_000]

export type Post = { url: string; headers?: Record<string, string>; body?: unknown }
/** How bad the road is: everything arrives, nothing does, everything arrives twice, or late and the last one first. */
export type Road = 'good' | 'loses' | 'doubles' | 'reorders'

export function openDeliveries(clock: SimClock) {
  const inFlight = new Set<Promise<void>>()
  let road: Road = 'good'
  const held: Post[] = []

  async function attempt(post: Post, tries: number) {
    if (await arrives(post)) return
    const wait = TRIES_AFTER_MS[tries]
    if (wait !== undefined) clock.at(clock.now() + wait, () => track(attempt(post, tries + 1)))
  }
  function track(work: Promise<void>): Promise<void> {
    inFlight.add(work)
    return work.finally(() => inFlight.delete(work))
  }

  async function release() {
    await Promise.all(
      held
        .splice(0)
        .reverse()
        .map((post) => track(attempt(post, 0))),
    )
  }

  return {
    send(post: Post) {
      if (road === 'loses') return
      if (road === 'reorders') {
        if (held.push(post) === 1) clock.at(clock.now() + HELD_MS, release)
        return
      }
      for (let copies = road === 'doubles' ? 2 : 1; copies > 0; copies--) void track(attempt(post, 0))
    },
    travel(next: Road) {
      road = next
    },
    async idle() {
      while (inFlight.size) await Promise.all(inFlight)
    },
  }
}
export type Deliveries = ReturnType<typeof openDeliveries>

/** Done, or refused for good: only a server in trouble, or none at all, is asked again. */
async function arrives({ url, headers = {}, body }: Post): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    await answer.arrayBuffer()
    return ![500, 502, 503, 504].includes(answer.status)
  } catch {
    return false // nobody listens, or too slowly: the same as a server in trouble
  }
}
