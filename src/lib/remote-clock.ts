/**
 * The shared clock of the demo, kept by the stand-ins as { realAnchor, virtualAnchor, speed } and read here
 * through CLOCK_URL. It never steps back; when it cannot be read it runs on as it last was.
 */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Clock, untilReached } from '#lib/clock.ts'

const Anchors = z.object({ realAnchor: z.number(), virtualAnchor: z.number(), speed: z.number().positive() })
const POLL_MS = 250
const FETCH_TIMEOUT_MS = 2_000

export async function remoteClock(url: string): Promise<Clock & { stop(): void }> {
  let anchors = await read(url)
  let latest = 0
  const poll = setInterval(async () => {
    anchors = await read(url).catch(() => anchors) // a missed poll changes nothing: the clock runs on
  }, POLL_MS)
  poll.unref()

  const nowMs = () => {
    const { realAnchor, virtualAnchor, speed } = anchors
    latest = Math.max(latest, virtualAnchor + (Date.now() - realAnchor) * speed)
    return latest
  }
  return {
    now: () => DateTime.fromMillis(nowMs(), { zone: 'utc' }),
    // Asked again at least every POLL_MS, because the speed may change while we wait.
    at: (instant, run) =>
      untilReached(() => {
        const left = (instant.toMillis() - nowMs()) / anchors.speed
        return Math.min(left, POLL_MS)
      }, run),
    stop: () => clearInterval(poll),
  }
}

async function read(url: string) {
  const reply = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  return Anchors.parse(await reply.json())
}
