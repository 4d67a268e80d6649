/** Recall's own code for a refusal, where it gave one. */
import { z } from 'zod'
import type { Refusal } from '#lib/errors.ts'

const Reply = z.object({ code: z.string().min(1).max(100) })

export const providerCodeOf = ({ extra }: Refusal): string | null =>
  Reply.safeParse(extra.reply).data?.code ?? null
