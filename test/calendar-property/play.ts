/** Do in the small world what a list of steps says. */

import type { Appointment } from '../../sim/calendars/types.ts'
import { graphId } from '../../sim/microsoft/event.ts'
import { overrideEvent } from '../../src/calendar/rules/override-event.ts'
import { saveRules } from '../../src/calendar/rules/save-rules.ts'
import { isRefusal } from '../../src/lib/errors.ts'
import type { Action } from './actions.ts'
import { crashIn, noCrash } from './crashes.ts'
import { type Mind, type Rules, wordKey } from './oracle.ts'
import type { SmallWorld } from './small-world.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
export const rooms = [85512345670, 85512345671, 85512345672].map(
  (id) => `https://us02web.zoom.us/j/${id}?pwd=Zk1`,
)

export type Play = { world: SmallWorld; minds: [Mind, Mind] }
type Of<Name extends Action['do']> = Extract<Action, { do: Name }>

export async function act(play: Play, action: Action): Promise<void> {
  const { google, microsoft, agenda } = play.world.sims
  const sims = { google, microsoft }
  switch (action.do) {
    case 'single':
    case 'series':
      return create(play, action)
    case 'move': {
      const one = picked(play, action.pick)
      return void (one && google.moveEvent(one.id, one.start + action.hours * HOUR))
    }
    case 'rename':
      return void google.renameEvent(picked(play, action.pick)?.id ?? '', action.title)
    case 'relink':
      return void google.relinkEvent(picked(play, action.pick)?.id ?? '', linkOf(action.room))
    case 'following': {
      const { series } = picked(play, action.pick) ?? {}
      return void (
        series && google.editFollowing(series.id, series.originalStart, { moveBy: action.hours * HOUR })
      )
    }
    case 'deleteFollowing': {
      const { series } = picked(play, action.pick) ?? {}
      return void (series && google.deleteFollowing(series.id, series.originalStart))
    }
    case 'all': {
      const { series } = picked(play, action.pick) ?? {}
      return void (series && google.editAll(series.id, { link: linkOf(action.room) }))
    }
    case 'cancel':
      return void agenda.cancel(picked(play, action.pick)?.id ?? '')
    case 'remove':
      return void agenda.remove(picked(play, action.pick)?.id ?? '')
    case 'respond':
      return respond(play, action)
    case 'say':
      return say(play, action)
    case 'rules':
      return setRules(play, action.who, action)
    case 'road':
      return sims[action.provider].notifications(action.road)
    case 'expire':
      return sims[action.provider].expireSyncTokens()
    case 'outage': {
      const { status, times } = action
      const path = status === 410 ? (action.provider === 'google' ? '/events' : '/delta') : ''
      const retry = status === 429 ? { retryAfterSeconds: 40 } : {}
      const reason = status === 410 && action.provider === 'google' ? { reason: 'fullSyncRequired' } : {}
      return void sims[action.provider].fail({ status, times, path, ...retry, ...reason })
    }
    case 'crash':
      return crashIn(action.points)
    case 'pass':
      return void (await play.world.clock.advanceTo(play.world.clock.now().plus({ minutes: action.minutes })))
  }
}

export const linkOf = (room: number | null) => (room === null ? null : (rooms[room] ?? null))

/** One of the meetings that still stand, the same one for the same number. */
function picked({ world, minds }: Play, pick: number): Appointment | undefined {
  const [maya, jonas] = minds
  const { agenda } = world.sims
  const all = new Map(
    [maya, jonas].flatMap(({ email }) => agenda.of(email, 'primary')).map((one) => [one.id, one]),
  )
  const standing = [...all.values()]
    .filter(({ state }) => state === 'planned')
    .sort((a, b) => a.start - b.start || a.createdAt - b.createdAt || (a.title < b.title ? -1 : 1))
  return standing[pick % standing.length]
}

function create({ world, minds }: Play, action: Of<'single'> | Of<'series'>): void {
  const organizer = minds[action.who]
  const other = minds[1 - action.who]
  if (!organizer || !other) return
  const start = world.clock.now().startOf('day').plus({ days: action.day, hours: action.hour }).toMillis()
  const draft = {
    ...{ title: action.title, start, end: start + action.lasting * MINUTE, link: linkOf(action.room) },
    people: action.withBoth ? [other.email] : [],
  }
  const sim = action.who === 0 ? world.sims.google : world.sims.microsoft
  if (action.do === 'single') sim.createEvent(organizer.email, draft)
  else sim.createSeries(organizer.email, draft, action.rule)
}

/** The one who is invited answers. */
function respond(play: Play, { pick, reply }: Of<'respond'>): void {
  const one = picked(play, pick)
  const guest = one?.guests.find(({ here }) => here)
  if (!one || !guest) return
  const { google, microsoft } = play.world.sims
  const sim = guest.email.startsWith('maya') ? google : microsoft
  sim.respond(guest.email, one.id, reply)
}

/** A click on the page: it does not fall into a crash, and is heard only where the page shows the meeting. */
async function say(play: Play, { who, pick, scope, word }: Of<'say'>): Promise<void> {
  noCrash()
  const [member, mind, one] = [play.world.members[who], play.minds[who], picked(play, pick)]
  if (!member || !mind || !one || (scope === 'series' && !one.series)) return
  const externalId = who === 0 ? one.id : graphId(one.id, member.email)
  const { needs, organizationId } = play.world
  const heard = await needs.db
    .asOrganization(organizationId, async (tx) => {
      const event = await tx
        .selectFrom('calendarEvents')
        .select(['id', 'seriesId', 'originalStart'])
        .where('externalEventId', '=', externalId)
        .where('userId', '=', member.userId)
        .where('deletedAt', 'is', null)
        .executeTakeFirst()
      if (!event) return false
      const ask = { organizationId, userId: member.userId, eventId: event.id, scope, autoJoin: word }
      await overrideEvent(tx, needs, ask)
      return true
    })
    .catch((error: unknown) => {
      if (isRefusal(error)) return false
      throw error
    })
  if (!heard) return
  if (word === null) mind.words.delete(wordKey(one, scope))
  else mind.words.set(wordKey(one, scope), word)
}

export async function setRules(
  { world, minds }: Play,
  who: number,
  { isOn, buffer, isPicky }: Rules,
): Promise<void> {
  noCrash()
  const [member, mind] = [world.members[who], minds[who]]
  if (!member || !mind) return
  mind.rules = { isOn, buffer, isPicky }
  const rules = {
    ...{ autoJoinEnabled: isOn, joinBufferMinutes: buffer, includedDomains: [] },
    excludedKeywords: isPicky ? ['secret'] : [],
  }
  const { organizationId, userId } = member
  await world.needs.db.asOrganization(organizationId, (tx) =>
    saveRules(tx, world.needs, { organizationId, userId, rules }),
  )
}
