/**
 * The ledger's arithmetic: what must be written so that the sum over a session is what it used. Rows are differences
 * and are never changed, so that late, repeated and corrected facts end in the same sum. Pure.
 */

/** Whose month a session is counted in, and how much of it. */
export type Entry = {
  userId: string
  month: string
  billableSeconds: number
  billableMinutes: number
  providerSeconds: number
}
export type LedgerRow = Entry & { because: 'metered' | 'corrected' }

/**
 * `net`: the sums of what stands in the ledger for this session, one for each person and month. `used`: what it should
 * say; null where nothing is to be counted. Nothing to write when both agree.
 */
export function rowsToWrite(net: readonly Entry[], used: Entry | null): LedgerRow[] {
  const because = net.length === 0 ? 'metered' : 'corrected'
  const takenBack = net
    .filter((entry) => used === null || !isSamePlace(entry, used))
    .map((entry) => minus({ ...entry, ...NOTHING }, entry))
  const before = net.find((entry) => used !== null && isSamePlace(entry, used))
  const added = used === null ? [] : [minus(used, before ?? { ...used, ...NOTHING })]
  return [...takenBack, ...added].filter(isSomething).map((entry) => ({ ...entry, because }))
}

const NOTHING = { billableSeconds: 0, billableMinutes: 0, providerSeconds: 0 }

const isSamePlace = (a: Entry, b: Entry) => a.userId === b.userId && a.month === b.month

const minus = (a: Entry, b: Entry): Entry => ({
  ...{ userId: a.userId, month: a.month },
  billableSeconds: a.billableSeconds - b.billableSeconds,
  billableMinutes: a.billableMinutes - b.billableMinutes,
  providerSeconds: a.providerSeconds - b.providerSeconds,
})

const isSomething = ({ billableSeconds, billableMinutes, providerSeconds }: Entry) =>
  billableSeconds !== 0 || billableMinutes !== 0 || providerSeconds !== 0
