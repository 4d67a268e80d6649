/**
 * One round of work on the inbox: claim what is due, count the try, then make it. The count is committed before
 * anything is handled, so that even a message that ends the process is not tried for ever; a claim runs out, so that
 * what a dead process held is taken over.
 */
import { attempt, attemptIn, type DrainNeeds } from '#webhooks/attempt.ts'
import { type Claimed, claim, holdsLiveLane, type Lane } from '#webhooks/store.ts'

const BATCH: Record<Lane, number> = { live: 500, rest: 50 }
/** What a dead process had claimed rests for so long, and a little more than the look of a second. */
const CLAIM_SECONDS = 20

/** How many were taken; 'busy' when another process is at this lane. */
export async function takeRound<Needs>(needs: DrainNeeds<Needs>, lane: Lane): Promise<number | 'busy'> {
  if (lane === 'live') return liveRound(needs)
  const { fresh, retried } = await claimDue(needs, lane)
  if (fresh.length > 0) await attempt(needs, fresh)
  if (retried.length > 0) await attempt(needs, retried)
  return fresh.length + retried.length
}

/** The lane is held from before the claim until the end of the try: what came later is never taken sooner. */
async function liveRound<Needs>(needs: DrainNeeds<Needs>): Promise<number | 'busy'> {
  let all: Claimed[] = []
  try {
    return await needs.db.asSystem(async (tx) => {
      if (!(await holdsLiveLane(tx))) return 'busy'
      const { fresh, retried } = await claimDue(needs, 'live')
      all = [...retried, ...fresh]
      if (all.length > 0) await attemptIn(tx, needs, all)
      return all.length
    })
  } catch (err) {
    if (all.length === 0) throw err
    needs.log.info({ err, messages: all.length }, 'a batch of live words is tried one by one')
    for (const one of all) await attempt(needs, [one])
    return all.length
  }
}

/** Of those that failed before one at a time. */
async function claimDue<Needs>({ db, clock }: DrainNeeds<Needs>, lane: Lane) {
  const now = clock.now()
  const until = now.plus({ seconds: CLAIM_SECONDS })
  const claimed = await db.asSystem((tx) =>
    claim(tx, { lane, now, until, mostFresh: BATCH[lane], mostRetried: 1 }),
  )
  const fresh = claimed.filter(({ attempts }) => attempts === 1)
  return { fresh, retried: claimed.filter(({ attempts }) => attempts > 1) }
}
