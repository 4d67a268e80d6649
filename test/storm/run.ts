/** One storm from beginning to end: build the world, chaos, healing, and what was found. */

import type { DateTime } from 'luxon'
import { anOrganization, aUser } from '../builders.ts'
import type { Met } from './chance.ts'
import { changeRules, connect, limit } from './deeds.ts'
import { judge, type Verdict } from './invariants/judge.ts'
import { type BotRow, isInside, type Seen } from './invariants/look.ts'
import { knownOf, type Person } from './people.ts'
import { CHAOS_MINUTES, type Script } from './script.ts'
import { isToConverge, type Plan, step, waitForRestart } from './steps.ts'
import { TALK } from './talk.ts'
import { openWorld, START, type World } from './world.ts'

export type StormResult = {
  seed: number
  hash: string
  steps: number
  kills: number
  virtualMinutes: number
  faults: Met[]
  passed: Record<string, number>
  checks: Record<string, number>
  /** null: every invariant held. */
  broken: string | null
  trace: readonly string[]
}

const MOST_STEPS = 2_000
/** What is late may be made up for in so long. … */
const HEAL_MINUTES = 120
/** … Most storms rest, and are whole, long before; so often somebody looks. … */
const LOOK_MINUTES = 30
/** … One of so many waits until the end all the same, for what goes wrong late. */
const PATIENT = 5
/** This check changes what it looks at: it comes last, and once. */
const FINAL = 'I-15'

export async function runStorm(
  script: Script,
  database: { url: string; secret: string },
): Promise<StormResult> {
  const world = await openWorld({ script, databaseUrl: database.url, secret: database.secret })
  const checks: Verdict = { counts: new Map(), broken: null }
  try {
    const plan = await settleIn(world, script)
    await chaos(world, plan, checks)
    if (!checks.broken) await heal(world, plan, checks)
    if (checks.broken) world.trace.add('broken', checks.broken)
  } finally {
    await world.close()
  }
  return {
    ...{ seed: script.seed, hash: world.trace.hash(), steps: world.counts.steps, kills: world.counts.kills },
    virtualMinutes: Math.round(world.clock.now().diff(START).as('minutes')),
    faults: [...world.chance.met()],
    passed: Object.fromEntries(world.counts.passed),
    checks: Object.fromEntries(checks.counts),
    broken: checks.broken,
    trace: world.trace.lines(),
  }
}

/** Everybody is there, connected, and has said what they want, before anything goes wrong. */
async function settleIn(world: World, script: Script): Promise<Plan> {
  world.sims.meetings.add(TALK)
  world.sims.microsoft.rotateStrictly()
  const organizations: string[] = []
  const people: Person[] = []
  for (const { email, organization, provider } of script.people) {
    organizations[organization] ??= await anOrganization(world.watch, { name: `Org ${organization}` })
    const organizationId = organizations[organization]
    const userId = await aUser(world.watch, { email, organizationId, fullName: email })
    world.sims[provider].addPerson({ email })
    people.push({ email, organizationId, userId, provider, isConnected: false, autoJoin: false })
  }
  const known = knownOf(people)
  world.chance.pause(true)
  await world.restart()
  if (script.minutes !== undefined) await limit(world, known, script.minutes)
  for (const person of people) {
    const outcomes = [await connect(world, person), await changeRules(world, known, person.email, true)]
    if (!person.isConnected || !person.autoJoin) throw new Error(`the storm cannot begin: ${outcomes}`)
  }
  world.chance.pause(false)
  return { actions: [...script.actions], nextSweep: new Map(), known }
}

const chaos = (world: World, plan: Plan, checks: Verdict): Promise<Seen> =>
  live(world, plan, checks, START.plus({ minutes: CHAOS_MINUTES }))

/** Nothing goes wrong any more: what is late may be made up for, within two hours. */
async function heal(world: World, plan: Plan, checks: Verdict): Promise<void> {
  world.calm()
  world.sims.recall.knobs.adHocPool = 30
  plan.actions = []
  plan.nextSweep.clear()
  if (!world.product()) await waitForRestart(world, plan)
  world.trace.add('storm', 'is over')
  const isPatient = world.seed % PATIENT === 0
  for (let left = HEAL_MINUTES; left > 0; left -= LOOK_MINUTES) {
    await connectTheLost(world, plan)
    const seen = await live(world, plan, checks, world.clock.now().plus({ minutes: LOOK_MINUTES }))
    if (checks.broken) return
    if (left > LOOK_MINUTES && !isPatient && isAtRest(seen) && (await isHealed(world, plan, checks))) return
  }
  await judge('end', world, plan.known, checks)
}

/** Whoever is asked to connect again does so. Nobody else: a calendar that is read anew hides what was missed in it. */
async function connectTheLost(world: World, { known }: Plan): Promise<void> {
  const held = await world.ask<{ userId: string }>(
    `select user_id as "userId" from calendar_connections where status = 'active'`,
  )
  const lost = known.people.filter(({ userId }) => !held.some((one) => one.userId === userId))
  for (const person of lost) await connect(world, person)
}

/** What does not hold yet has time until the end of the two hours; what is final is so at once. */
async function isHealed(world: World, plan: Plan, checks: Verdict): Promise<boolean> {
  const early: Verdict = { counts: checks.counts, broken: null }
  await judge('end', world, plan.known, early)
  if (early.broken?.startsWith(FINAL)) checks.broken = early.broken
  return early.broken === null || checks.broken !== null
}

const REST_MS = 600_000

/** Nobody is in a meeting, and nothing is due in the next minutes but what always comes again. */
function isAtRest({ now, jobs, bots, messages, atRecall }: Seen): boolean {
  const isSoon = (due: number | null) => due !== null && due < now + REST_MS
  const isBusy = (bot: BotRow) => isSoon(bot.watchAt) || (isToConverge(bot) && isSoon(bot.nextAttemptAt))
  return (
    messages.length === 0 &&
    !jobs.some(({ due }) => isSoon(due)) &&
    !bots.some(isBusy) &&
    !atRecall.some(isInside)
  )
}

/** Runs until then, or until something breaks; returns what was there in the end. */
async function live(world: World, plan: Plan, checks: Verdict, until: DateTime): Promise<Seen> {
  const most = world.counts.steps + MOST_STEPS
  let seen = await judge('always', world, plan.known, checks)
  while (!checks.broken && world.clock.now() < until && world.counts.steps < most) {
    await step(world, plan, { seen })
    seen = await judge('always', world, plan.known, checks)
  }
  return seen
}
