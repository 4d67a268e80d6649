/** What can be done next, and doing it: one step at a time, chosen by the seed. */
import { DateTime } from 'luxon'
import { convergeBot } from '#bots/jobs.ts'
import { lookAtBotJob } from '#bots/watching/job.ts'
import { isRefusal } from '#lib/errors.ts'
import { drainOnce } from '#webhooks/drain.ts'
import { inbound } from '../../src/switchboard.ts'
import { allJobs, allSweeps } from '../../src/workload.ts'
import { faults } from './faults.ts'
import { type BotRow, look, type Seen, type WaitingJob } from './invariants/look.ts'
import { act, type Known } from './people.ts'
import { changeJob } from './queue.ts'
import type { Action } from './script.ts'
import { START, type World } from './world.ts'

export type Plan = { actions: Action[]; nextSweep: Map<string, DateTime>; known: Known }
type Step = { name: string; weight: number; run: () => Promise<string> }
type Work = {
  name: string
  run: (needs: never, input?: never) => Promise<unknown>
  retry?: { limit: number; delaySeconds: number }
}

const jobs = new Map<string, Work>(allJobs.map((job) => [job.name, job as unknown as Work])) // each takes its own input: its row
const SHORT_SECONDS = 25
/** Sweeps are rarer here than in life, where they cost nothing: a storm has a hundred of each all the same. */
const SWEEP_SECONDS = 120
const CALM_SWEEP_SECONDS = 300
const DEEPEST = 3

type How = { seen: Seen; depth?: number }

/** One step; `depth` counts the fibres that wait for an answer meanwhile. */
export async function step(world: World, plan: Plan, { seen, depth = 0 }: How): Promise<void> {
  const { clock, trace, counts } = world
  counts.steps++
  world.whileWaiting(() => meanwhile(world, plan, depth + 1))
  const choices = choicesOf(world, plan, seen)
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  let left = world.draw('step') * total
  const chosen = choices.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  if (!chosen) return
  const began = clock.now()
  const outcome = await chosen.run()
  await world.buryTheDead()
  const took = clock.now().diff(began).as('seconds')
  trace.add(`${'· '.repeat(depth)}${chosen.name}`, took > 0 ? `${took} s` : '', outcome)
  world.whileWaiting(() => meanwhile(world, plan, depth + 1))
}

/** While an answer is on its way: others run, or time passes, up to a time-out and more. */
async function meanwhile(world: World, plan: Plan, depth: number): Promise<void> {
  if (depth > DEEPEST) return
  const steps = 1 + Math.floor(world.draw('meanwhile') * 4)
  for (let n = 0; n < steps && world.product()?.isDead === false; n++)
    await step(world, plan, { seen: await look(world), depth })
}

function choicesOf(world: World, plan: Plan, seen: Seen): Step[] {
  const now = world.clock.now()
  const [action] = plan.actions
  const people: Step[] =
    action && START.plus({ minutes: action.at }) <= now
      ? [{ name: `people: ${action.does}`, weight: 3, run: () => nextAction(world, plan) }]
      : []
  if (!world.product())
    return [...people, { name: 'time', weight: 1, run: () => waitForRestart(world, plan) }]
  const work = [
    ...jobsOf(world, seen),
    ...dueBots(world, seen),
    ...drains(world, seen),
    ...sweeps(world, plan, now),
  ]
  const isIdle = work.length + people.length === 0
  return [...people, ...work, { name: 'time', weight: 1, run: () => letTimePass(world, plan, seen, isIdle) }]
}

const jobsOf = (world: World, { jobs: waiting, now }: Seen): Step[] =>
  waiting
    .filter(({ due }) => due <= now)
    .slice(0, 4)
    .map((job) => ({ name: job.name, weight: 2, run: () => runJob(world, job) }))

/** What the due timer would hand to the workers. */
function dueBots(world: World, { bots, now }: Seen): Step[] {
  const step = (name: string, { organizationId, id: botId }: BotRow, run: typeof convergeBot.run): Step => ({
    ...{ name, weight: 2 },
    run: () => world.inProcess(name, ({ needs }) => run(needs, { organizationId, botId })),
  })
  const turns = bots.filter((bot) => isToConverge(bot) && (bot.nextAttemptAt ?? now) <= now)
  const looks = bots.filter(({ watchAt }) => watchAt !== null && watchAt <= now)
  return [
    ...turns.slice(0, 3).map((bot) => step('a bot is due', bot, convergeBot.run)),
    ...looks.slice(0, 3).map((bot) => step('a bot is looked at', bot, lookAtBotJob.run)),
  ]
}

/** Something is wished that the provider does not know yet, and it is not given up. */
export const isToConverge = (bot: BotRow) => bot.wishNumber > bot.agreedNumber && bot.nextAttemptAt !== null

const drains = (world: World, { messages, now }: Seen): Step[] =>
  messages.some((due) => due <= now)
    ? [
        {
          name: 'drain',
          weight: 3,
          run: () => world.inProcess('drain', ({ needs }) => drainOnce({ ...needs, inbound })),
        },
      ]
    : []

/** All that are due are one step: which of them goes first matters little, and there are many. */
function sweeps(world: World, plan: Plan, now: DateTime): Step[] {
  const due = allSweeps.filter(({ name }) => (plan.nextSweep.get(name) ?? now) <= now)
  return due.length > 0 ? [{ name: 'sweeps', weight: 1, run: () => runSweeps(world, plan, due) }] : []
}

async function nextAction(world: World, plan: Plan): Promise<string> {
  const action = plan.actions.shift()
  const outcome = action ? await act(world, plan.known, action) : 'none'
  await world.passTime(world.clock.now())
  return outcome
}

/** As jobs/queue.ts does it: a refusal of ours is final, anything else is tried again with growing pauses. */
async function runJob(world: World, job: WaitingJob): Promise<string> {
  const work = jobs.get(job.name)
  if (!work) throw new Error(`there is no job ${job.name}`)
  const { ask, clock } = world
  await changeJob(ask, job.id, { state: 'active' })
  let error: unknown = null
  const outcome = await world.inProcess(job.name, async ({ needs }) => {
    try {
      await work.run(needs as never, job.data as never) // the row holds what the job's own input said
    } catch (thrown) {
      error = thrown
      throw thrown
    }
  })
  if (outcome === 'died' || outcome === 'down') return outcome
  const { limit = 8, delaySeconds = 2 } = work.retry ?? {}
  if (error === null) await changeJob(ask, job.id, { state: 'done' })
  else if (isFinal(error) || job.tries >= limit)
    await changeJob(ask, job.id, { state: 'given up', said: outcome })
  else {
    const due = clock
      .now()
      .plus({ seconds: Math.min(300, delaySeconds * 2 ** job.tries) })
      .toJSDate()
    await changeJob(ask, job.id, { state: 'waiting', due, tries: job.tries + 1, said: outcome })
  }
  return outcome
}

const PASSING = ['provider_unavailable', 'provider_busy', 'provider_rate_limited']
const isFinal = (error: unknown) =>
  isRefusal(error) && !PASSING.includes(error.code) && error.extra.retryAfterSeconds === undefined

async function runSweeps(
  world: World,
  plan: Plan,
  due: readonly (typeof allSweeps)[number][],
): Promise<string> {
  const outcomes: string[] = []
  for (const { name, everySeconds, run } of due) {
    const pause = Math.max(everySeconds, world.calmSince() === null ? SWEEP_SECONDS : CALM_SWEEP_SECONDS)
    plan.nextSweep.set(name, world.clock.now().plus({ seconds: pause }))
    outcomes.push(await world.inProcess(name, async ({ needs }) => void (await run(needs))))
  }
  return outcomes.filter((outcome) => outcome !== 'ok').join(', ')
}

/** To the next thing that is due; with work waiting only a little, as if the workers were slow. */
async function letTimePass(world: World, plan: Plan, seen: Seen, isIdle: boolean): Promise<string> {
  const { clock } = world
  const now = clock.now()
  const skew = world.chance.meet('clock', faults.clock)
  if (skew !== null) world.trace.add('fault', skew)
  if (skew !== null) world.skew(skew === 'clock: behind' ? -90_000 : 90_000)
  else if (world.draw('right the clock') < 0.2) world.skew(0)
  const little = now.plus({ seconds: 1 + Math.floor(world.draw('little') * SHORT_SECONDS) })
  if (!isIdle) return advance(world, little)
  const soonest = Math.min(...nextTimes(world, plan, seen).filter((time) => time > +now))
  const far = now.plus({ minutes: 5 })
  return advance(
    world,
    DateTime.max(little, DateTime.min(far, DateTime.fromMillis(Math.min(soonest, +far), { zone: 'utc' }))),
  )
}

/** When something comes due by itself. */
function nextTimes({ clock }: World, plan: Plan, { jobs: waiting, bots, messages }: Seen): number[] {
  const [action] = plan.actions
  const next = clock.nextAt()
  return [
    ...waiting.map(({ due }) => due),
    ...bots.flatMap((bot) => (isToConverge(bot) ? [bot.nextAttemptAt ?? 0] : [])),
    ...bots.flatMap(({ watchAt }) => watchAt ?? []),
    ...messages,
    ...(next ? [+next] : []),
    ...(action ? [+START.plus({ minutes: action.at })] : []),
    ...[...plan.nextSweep.values()].map((time) => +time),
  ]
}

/** The world goes on while nobody of ours is there. */
export async function waitForRestart(world: World, { actions: [action] }: Plan): Promise<string> {
  const until = world.upAgainAt()
  const next = action ? START.plus({ minutes: action.at }) : until
  await world.passTime(DateTime.min(until, next))
  if (world.clock.now() < until) return ''
  await world.restart()
  return 'started again'
}

async function advance(world: World, until: DateTime): Promise<string> {
  await world.passTime(until)
  return ''
}
