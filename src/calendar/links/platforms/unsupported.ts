/** Rooms that are recognised so that a person reads the platform's name in place of "no link". */
import type { LinkPlatform } from '#calendar/links/link-platforms.ts'
import { asWritten, type Found, type Place } from '#calendar/links/place.ts'

/** The room of this name, or null where the path names none. */
export const room = (place: Place, platform: LinkPlatform, key: string | null | undefined): Found =>
  key ? { platform, key, url: asWritten(place), isJoinable: false } : null

/** The name where it fits the pattern and is none of the platform's own pages. */
export function named(
  text: string | undefined,
  pattern: RegExp,
  pages: ReadonlySet<string> = none,
): string | null {
  return text !== undefined && pattern.test(text) && !pages.has(text.toLowerCase()) ? text : null
}
const none: ReadonlySet<string> = new Set()

export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Pages that most of these companies have on the same host as their rooms. */
const COMPANY =
  'about account affiliates api app apps assets auth blog business careers changelog company contact cookies customers demo developers docs download downloads embed embedded enterprise events explore faq features get-started guides help home integrations invite jobs landing learn legal login logout media news numbers partners plans press pricing privacy product products resources security settings signin sign-in signup sign-up solutions static status support team teams templates terms test tos trial tutorials user users webinar webinars'
export const companyPages = words(COMPANY)
export const companyPagesAnd = (more: string): ReadonlySet<string> => words(`${COMPANY} ${more}`)

export const NAME = /^[\p{L}\p{N}_.~-]{1,100}$/u
