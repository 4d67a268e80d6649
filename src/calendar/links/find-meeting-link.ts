/**
 * The one link that a bot should open, out of everything that an event says. Fields come in order of trust; links
 * inside a field are unwrapped and recognised by their parsed host, never by a piece of text.
 */

import type { MeetingLink } from '#calendar/deciding/types.ts'
import { type Recognised, recognise } from '#calendar/links/link-rooms.ts'
import { candidatesIn } from '#calendar/links/link-text.ts'
import { unwrapLink } from '#calendar/links/unwrap-link.ts'

export type LinkSource = {
  where: 'conference' | 'location' | 'body' | 'title'
  text: string
}
/** The fields of an event in order of trust; `isPending` while the provider is still making a conference. */
export type LinkSources = { sources: readonly LinkSource[]; isPending: boolean }

type Found = Recognised & { where: LinkSource['where'] }

/** Never throws, whatever the text; does not touch the network. */
export function findMeetingLink({ sources, isPending }: LinkSources): MeetingLink {
  const found = sources.flatMap(({ where, text }) => roomsIn(text).map((room) => ({ ...room, where })))
  const best = choose(found.filter(({ kind }) => kind === 'joinable'))
  if (best?.kind === 'joinable')
    return { isJoinable: true, platform: best.platform, roomKey: best.roomKey, url: best.url }
  if (isPending) return { isJoinable: false, reason: 'link_pending' }

  const unsupported = found.find(({ kind }) => kind === 'unsupported')
  if (unsupported)
    return { isJoinable: false, reason: 'unsupported_platform', platform: unsupported.platform }
  return { isJoinable: false, reason: found.length > 0 ? 'link_wrapped_opaque' : 'no_link' }
}

function roomsIn(text: string): Recognised[] {
  return candidatesIn(text).flatMap((candidate) => {
    const unwrapped = unwrapLink(candidate)
    if (unwrapped === 'opaque') return [{ kind: 'opaque' as const, platform: 'wrapped' }]
    return recognise(unwrapped) ?? []
  })
}

/**
 * The first, except that a calendar adds its own conference to every event: a different link that somebody typed
 * into the location is what people will use. Within one field and room, the link with a passcode wins.
 */
function choose(joinable: readonly Found[]): Found | undefined {
  const [first] = joinable
  const typed = joinable.find(({ where }) => where === 'location')
  const chosen = first?.platform === 'google_meet' && first.where === 'conference' && typed ? typed : first
  if (chosen?.kind !== 'joinable') return chosen
  const sameField = joinable.filter(
    (other) => other.where === chosen.where && other.platform === chosen.platform,
  )
  return sameField.find((other) => other.kind === 'joinable' && other.hasPasscode) ?? chosen
}
