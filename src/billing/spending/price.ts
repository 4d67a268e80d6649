/** What a meeting may cost, before it runs. Pure. */
import type { DateTime } from 'luxon'

export type Planned = { start: DateTime; end: DateTime }

/** A meeting without a sensible end is taken for so long. */
const UNKNOWN_MINUTES = 60
/** The provider ends a recording after four hours (see automatic_leave in bots/recall/recall-new-bot.ts). */
const MOST_MINUTES = 240

/** Minutes that are set aside: every minute that was begun between the bot's coming and the planned end. */
export function minutesOf({ start, end }: Planned): number {
  const minutes = Math.ceil(end.diff(start).as('minutes'))
  return minutes > 0 ? Math.min(minutes, MOST_MINUTES) : UNKNOWN_MINUTES
}

export type Rates = { currency: string; botPerHour: number; transcriptionPerHour: number }

/** The provider's list prices of 2026 (https://www.recall.ai/pricing); a contract may say less. */
export const LIST_PRICES: Rates = { currency: 'USD', botPerHour: 0.5, transcriptionPerHour: 0.15 }

export type Price = { minutes: number; currency: string; amount: number }

/** What the provider will ask for that meeting at most; rounded up to a cent. Never a person's bill. */
export function priceOf(planned: Planned, rates: Rates = LIST_PRICES): Price {
  const minutes = minutesOf(planned)
  const perHour = rates.botPerHour + rates.transcriptionPerHour
  return { minutes, currency: rates.currency, amount: Math.ceil((minutes / 60) * perHour * 100 - 1e-9) / 100 }
}
