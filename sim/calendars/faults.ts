// Trouble on demand: the next calls that match answer with an error of the provider's kind.
export type Fault = {
  /** Part of the path; absent = any call of the API (not sign-in and tokens). */
  path?: string
  times?: number
  status: number
  /** The provider's own word: rateLimitExceeded, ApplicationThrottled … */
  reason?: string
  retryAfterSeconds?: number
  /** Say it as a date, as HTTP allows. */
  saysDate?: boolean
}

/** The header's value; a date is reckoned from the answer's own `Date`. */
export const retryAfter = (
  { retryAfterSeconds = 0, saysDate }: Pick<Fault, 'retryAfterSeconds' | 'saysDate'>,
  now: number,
): Record<string, string> => {
  if (!saysDate) return { 'retry-after': String(retryAfterSeconds) }
  const at = (ms: number) => new Date(ms).toUTCString()
  return { date: at(now), 'retry-after': at(now + retryAfterSeconds * 1000) }
}

export function openFaults() {
  const waiting: (Fault & { left: number })[] = []
  return {
    add: (fault: Fault) => waiting.push({ ...fault, left: fault.times ?? 1 }),
    /** All is well again. */
    heal: () => void waiting.splice(0),
    /** The fault that this call meets, used up by one. */
    meet(path: string): Fault | null {
      const fault = waiting.find((one) => one.left > 0 && path.includes(one.path ?? ''))
      if (fault) fault.left -= 1
      return fault ?? null
    },
  }
}
export type Faults = ReturnType<typeof openFaults>
