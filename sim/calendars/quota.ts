// How often one person's calendars may be asked: a sliding time per person, as the providers count, and how many at once.
import type { SimClock } from '../clock.ts'

export type Quota = {
  /** Calls within `withinMs`. */
  calls: number
  withinMs: number
  /** Calls that may be under way at once. */
  atOnce: number
}
export type Refused = { why: 'calls' | 'at_once'; retryAfterSeconds: number }

export function openQuota(clock: SimClock, quota: Quota) {
  const recent = new Map<string, number[]>()
  const underWay = new Map<string, number>()
  return {
    /** Turn these at any time. */
    quota,
    /** Counts this call, unless it is one too many. */
    refuse(email: string): Refused | null {
      const now = clock.now()
      const calls = (recent.get(email) ?? []).filter((at) => at > now - quota.withinMs)
      recent.set(email, calls)
      if ((underWay.get(email) ?? 0) >= quota.atOnce) return { why: 'at_once', retryAfterSeconds: 1 }
      const [oldest] = calls
      if (oldest !== undefined && calls.length >= quota.calls)
        return {
          why: 'calls',
          retryAfterSeconds: Math.max(1, Math.ceil((oldest + quota.withinMs - now) / 1000)),
        }
      calls.push(now)
      return null
    },
    /** Between these two a call is under way. */
    begin: (email: string) => underWay.set(email, (underWay.get(email) ?? 0) + 1),
    end: (email: string) => underWay.set(email, Math.max(0, (underWay.get(email) ?? 0) - 1)),
  }
}
export type OpenQuota = ReturnType<typeof openQuota>
