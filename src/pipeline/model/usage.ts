/** What models cost: each piece of work is a row, with the money where the operator has said the prices. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import type { Used } from '#pipeline/model/model.ts'

/** US dollars for a million tokens. */
export type Prices = { prompt: number; completion: number }

const PER_TOKENS = 1_000_000

type Spent = Used & {
  organizationId: string
  sessionId: string | null
  purpose: 'summary' | 'report' | 'ask' | 'embedding' | 'guidance' | 'brief'
  model: string
}
type Needs = { clock: Clock; modelPrices?: Prices | null | undefined }

/** Nothing is written where nothing was used. */
export async function recordUsage(
  tx: OrganizationTx,
  { clock, modelPrices }: Needs,
  spent: Spent,
): Promise<void> {
  if (spent.promptTokens + spent.completionTokens === 0) return
  await tx
    .insertInto('modelUsage')
    .values({ ...spent, id: newId(), costUsd: costOf(spent, modelPrices ?? null), createdAt: clock.now() })
    .execute()
}

/** In US dollars; null where no price is known. */
export const costOf = ({ promptTokens, completionTokens }: Used, prices: Prices | null): number | null =>
  prices && (promptTokens * prices.prompt + completionTokens * prices.completion) / PER_TOKENS

/** What one meeting has cost so far; null where no model was asked. */
export async function readMeetingUsage(tx: OrganizationTx, sessionId: string) {
  const row = await tx
    .selectFrom('modelUsage')
    .select(({ fn }) => [
      fn.sum<number | null>('promptTokens').as('promptTokens'),
      fn.sum<number | null>('completionTokens').as('completionTokens'),
      fn.sum<number | null>('costUsd').as('costUsd'),
    ])
    .where('sessionId', '=', sessionId)
    .executeTakeFirstOrThrow()
  if (row.promptTokens === null) return null
  return {
    promptTokens: Number(row.promptTokens),
    completionTokens: Number(row.completionTokens),
    costUsd: row.costUsd,
  }
}

/** Of one calendar month (UTC), by purpose and model. */
export const readMonthUsage = (tx: OrganizationTx, month: DateTime) =>
  tx
    .selectFrom('modelUsage')
    .select(({ fn }) => [
      'purpose',
      'model',
      fn.countAll<number>().as('times'),
      fn.sum<number>('promptTokens').as('promptTokens'),
      fn.sum<number>('completionTokens').as('completionTokens'),
      fn.sum<number | null>('costUsd').as('costUsd'),
    ])
    .where('createdAt', '>=', month.startOf('month'))
    .where('createdAt', '<', month.startOf('month').plus({ months: 1 }))
    .groupBy(['purpose', 'model'])
    .orderBy('purpose')
    .orderBy('model')
    .execute()
