/**
 * The one link that a bot should open, out of everything that an event says. Fields come in order of trust; links
 * inside a field are unwrapped and recognised by their parsed host, never by a piece of text.
 */
import type { MeetingLink, NoLink } from '#calendar/deciding/types.ts'
import { botPlatforms, type LinkPlatform } from '#calendar/links/link-platforms.ts'
import { type LinkSource, lookInto, type PlacedRoom } from '#calendar/links/look-into.ts'

export type { LinkSource }
/** The fields of an event in order of trust. */
export type LinkSources = {
  sources: readonly LinkSource[]
  /** The provider is still making a conference. */
  isPending: boolean
  /** There is a telephone number to dial in. */
  hasPhone?: boolean
}

/** A room that the event names, in words that outlive our own list of platforms that a bot can join. */
export type NamedRoom = { service: LinkPlatform; roomKey: string; url: string; isJoinable: boolean }
/** What a decision needs; beside it the room by its full name, also where no bot can join, and the other rooms. */
export type FoundLink = MeetingLink & {
  room: NamedRoom | null
  alternates: NamedRoom[]
  /** A town hall: the bot can listen. */
  isBroadcast: boolean
}

/** Never throws, whatever the text; does not touch the network; its time grows with the length only. */
export function findMeetingLink({ sources, isPending, hasPhone }: LinkSources): FoundLink {
  const fields = sources.map(lookInto)
  const rooms = fields.flatMap((field) => field.rooms).sort(byResort)
  const best = choose(rooms.filter(({ isJoinable }) => isJoinable))
  if (best) return found(best, rooms)
  if (isPending) return none('link_pending')
  if (rooms[0]) return found(rooms[0], rooms)
  if (fields.some(({ hasRegistration }) => hasRegistration)) return none('registration_only')
  if (fields.some(({ isWrapped }) => isWrapped)) return none('link_wrapped_opaque')
  return none(hasPhone ? 'phone_only' : 'no_link')
}

/** A page with telephone numbers leads to the room too, but only where nothing else does. */
const byResort = (a: PlacedRoom, b: PlacedRoom) =>
  Number(a.isLastResort ?? false) - Number(b.isLastResort ?? false)

/**
 * The first, except that a calendar adds its own conference to every event: a different link that somebody typed
 * into the location is what people will use. Of one room's links the one with a passcode is opened.
 */
function choose(joinable: readonly PlacedRoom[]): PlacedRoom | undefined {
  const [first] = joinable
  const isAdded = first?.platform === 'google_meet' && first.where === 'conference'
  const typed = isAdded ? joinable.find(({ where }) => where === 'location') : undefined
  const chosen = typed ?? first
  const sameRoom = joinable.filter(({ key }) => key === chosen?.key)
  return sameRoom.find(({ hasSecret }) => hasSecret) ?? chosen
}

function found(best: PlacedRoom, rooms: readonly PlacedRoom[]): FoundLink {
  const others = new Map(rooms.filter(({ key }) => key !== best.key).map((room) => [room.key, named(room)]))
  const shared = {
    room: named(best),
    alternates: [...others.values()],
    isBroadcast: best.isBroadcast ?? false,
  }
  const platform = botPlatforms[best.platform]
  return best.isJoinable && platform
    ? { isJoinable: true, platform, roomKey: best.key, url: best.url, ...shared }
    : { isJoinable: false, reason: 'unsupported_platform', platform: best.cloud ?? best.platform, ...shared }
}

const none = (reason: NoLink['reason']): FoundLink => ({
  ...{ isJoinable: false, reason, room: null, alternates: [], isBroadcast: false },
})

const named = ({ platform, key, url, isJoinable }: PlacedRoom): NamedRoom => ({
  ...{ service: platform, roomKey: key, url, isJoinable },
})
