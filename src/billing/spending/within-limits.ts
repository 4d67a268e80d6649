/** Whether a meeting still fits into the month: the organization's limit first, then the member's. Pure. */

export type OverLimit = 'organization_cap' | 'member_cap'
export type Account = {
  /** Minutes of this month; null: no limit. */
  limit: number | null
  used: number
  /** Set aside for meetings that begin earlier: what comes first is served first. */
  held: number
}
export type Verdict =
  | { isAllowed: true; needsMinutes: number; leftMinutes: number | null }
  | { isAllowed: false; because: OverLimit; sentence: string; needsMinutes: number; leftMinutes: number }

export function withinLimits(needsMinutes: number, organization: Account, member: Account): Verdict {
  const accounts = [
    ['organization_cap', organization],
    ['member_cap', member],
  ] as const
  for (const [because, account] of accounts) {
    const left = leftOf(account)
    if (left === null || needsMinutes <= left) continue
    const sentence = sentenceOf(because, needsMinutes, left, account.limit ?? 0)
    return { isAllowed: false, because, sentence, needsMinutes, leftMinutes: left }
  }
  const lefts = accounts.flatMap(([, account]) => leftOf(account) ?? [])
  return { isAllowed: true, needsMinutes, leftMinutes: lefts.length > 0 ? Math.min(...lefts) : null }
}

const leftOf = ({ limit, used, held }: Account) => (limit === null ? null : Math.max(0, limit - used - held))

const OWNER: Record<OverLimit, string> = {
  organization_cap: "the organization's",
  member_cap: 'your own',
}

const sentenceOf = (because: OverLimit, needs: number, left: number, limit: number) =>
  `No bot comes: the meeting needs up to ${minutes(needs)}, and ${left === 0 ? 'none' : left} of ${OWNER[because]} ` +
  `${minutes(limit)} ${left === 1 ? 'is' : 'are'} left this month. An admin can raise the limit under Usage.`

const minutes = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`

/** What is said where the figures of the moment are not at hand. */
export const SAID: Record<OverLimit, string> = {
  organization_cap:
    "No bot comes: the organization's minutes of this month do not suffice. An admin can raise the limit under Usage.",
  member_cap:
    'No bot comes: your own minutes of this month do not suffice. An admin can raise the limit under Usage.',
}

export const isOverLimit = (because: string | null): because is OverLimit =>
  because !== null && Object.hasOwn(SAID, because)
