/** A link taken apart: what the platforms' files look at, and the answers that they give. */
import type { LinkPlatform } from '#calendar/links/link-platforms.ts'

export type Place = {
  /** As it was written; without a scheme where it was written without one. */
  link: string
  url: URL
  host: string
  /** What stands before the platform's own domain: `acme` in acme.zoom.us, empty in zoom.us. */
  sub: string
  /** The parts of the path, decoded. */
  parts: string[]
}

/** A room. `url` is what a bot opens, if it can: as it was written, except where it has to be rewritten. */
export type Room = {
  platform: LinkPlatform
  key: string
  url: string
  isJoinable: boolean
  /** A cloud of its own under the platform's name, which no bot reaches: what a sentence calls it. */
  cloud?: string
  /** Holds a passcode or a person's own token. */
  hasSecret?: boolean
  /** A town hall, where the bot can listen but not speak. */
  isBroadcast?: boolean
  /** Leads there in a roundabout way: taken only where there is nothing else. */
  isLastResort?: boolean
}
/** A page on which one would have to register first. */
export type Registration = 'registration'
export type Found = Room | Registration | null

export type Platforms = readonly { hosts: readonly string[]; find: (place: Place) => Found }[]

/** A scheme-less link gets its scheme, and a host in capitals small letters; all else is exactly as it was written. */
export function asWritten({ link, url }: Place): string {
  const isWhole = link.toLowerCase().startsWith(url.origin)
  return isWhole ? `${url.origin}${link.slice(url.origin.length)}` : url.href
}

/** One value of the query, whatever the case of its name. */
export function param(url: URL, name: string): string | null {
  for (const [key, value] of url.searchParams) if (key.toLowerCase() === name) return value
  return null
}

/** Percent-escapes read, as often as they were written; a broken one stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const isUnder = (host: string, parent: string): boolean =>
  host === parent || host.endsWith(`.${parent}`)
