/** An Outlook event as we understand it. Graph's times are naive: they are in the zone that stands beside them. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { LinkSource, LinkSources } from '#calendar/links/find-meeting-link.ts'
import { clean, LONGEST_TEXT, lowerCase } from '#calendar/providers/clean-text.ts'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import type { Participant } from '#db/json.ts'

const text = z.string().nullish()
const Time = z.object({ dateTime: z.string(), timeZone: text })
const Address = z.object({ name: text, address: text })
const Place = z.object({ displayName: text, locationUri: text })

/** Only what we read. */
export const GraphEvent = z.object({
  id: z.string(),
  '@odata.etag': text,
  type: text,
  seriesMasterId: text,
  originalStart: text,
  uid: text,
  iCalUId: text,
  subject: text,
  bodyPreview: text,
  body: z.object({ content: text }).nullish(),
  location: Place.nullish(),
  locations: z.array(Place).nullish(),
  start: Time.nullish(),
  end: Time.nullish(),
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  sensitivity: text,
  showAs: text,
  hideAttendees: z.boolean().nullish(),
  responseStatus: z.object({ response: text }).nullish(),
  organizer: z.object({ emailAddress: Address.nullish() }).nullish(),
  attendees: z
    .array(
      z.object({
        type: text,
        emailAddress: Address.nullish(),
        status: z.object({ response: text }).nullish(),
      }),
    )
    .nullish(),
  onlineMeeting: z.object({ joinUrl: text }).nullish(),
  onlineMeetingUrl: text,
  lastModifiedDateTime: text,
})
export type GraphEvent = z.infer<typeof GraphEvent>

/** null where the times make no sense, so that nothing can be planned for it. */
export function fromGraph(item: GraphEvent): ProviderEvent | null {
  const start = instantOf(item.start)
  const end = instantOf(item.end) ?? start
  if (!start || !end) return null
  const organizer = lowerCase(item.organizer?.emailAddress?.address)
  return {
    id: item.id,
    icalUid: clean(item.uid ?? item.iCalUId, 1_000),
    seriesId: item.seriesMasterId ?? null,
    originalStart: item.originalStart ? utc(item.originalStart) : null,
    title: clean(item.subject, 500) ?? '',
    description: clean(item.body?.content ?? item.bodyPreview, LONGEST_TEXT),
    location: clean(item.location?.displayName, 2_000),
    start,
    end,
    isAllDay: item.isAllDay === true,
    isCancelled: item.isCancelled === true,
    isOrganizer: item.isOrganizer === true,
    isPrivate: item.sensitivity === 'private' || item.sensitivity === 'confidential',
    isFree: item.showAs === 'free',
    isTentative: false, // Graph's "tentative" is how the time is shown, not whether the meeting stands
    isOptional: false, // it stands beside one's own address, which is not known here
    isAttendeesOmitted: false,
    isGuestListHidden: item.hideAttendees === true && item.isOrganizer !== true,
    eventType: eventType(item),
    responseStatus: item.isOrganizer ? 'accepted' : responseOf(item.responseStatus?.response),
    organizerEmail: organizer,
    attendees: peopleOf(item, organizer),
    link: linkSources(item),
    etag: item['@odata.etag'] ?? null,
    updatedAt: item.lastModifiedDateTime ? utc(item.lastModifiedDateTime) : null,
  }
}

function eventType({ type, isDraft, showAs }: GraphEvent): string {
  if (isDraft) return 'draft'
  if (type === 'seriesMaster') return 'seriesMaster'
  return showAs === 'oof' ? 'oof' : 'default'
}

/** We ask for UTC; a server that answers in another zone is understood where the zone has an IANA name. */
function instantOf(time: z.infer<typeof Time> | null | undefined): DateTime | null {
  if (!time) return null
  const { dateTime, timeZone } = time
  const zone =
    !timeZone || /^(utc|tzone:\/\/microsoft\/(?:utc|custom)|etc\/gmt)$/i.test(timeZone) ? 'utc' : timeZone
  const instant = DateTime.fromISO(dateTime, { zone })
  return instant.isValid ? instant.toUTC() : null
}

function utc(iso: string): DateTime | null {
  const instant = DateTime.fromISO(iso, { zone: 'utc' })
  return instant.isValid ? instant : null
}

const responses: Record<string, Participant['response']> = {
  organizer: 'accepted',
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
}
const responseOf = (response: string | null | undefined) => responses[response ?? ''] ?? 'needs_action'

/** The organizer is not among Graph's attendees; a room is no person. */
function peopleOf({ attendees, organizer }: GraphEvent, organizerEmail: string | null): Participant[] {
  const invited = (attendees ?? []).flatMap(({ type, emailAddress, status }) => {
    const email = lowerCase(emailAddress?.address)
    if (!email || type === 'resource') return []
    const isOrganizer = email === organizerEmail
    const response = isOrganizer ? 'accepted' : responseOf(status?.response)
    return [{ email, name: clean(emailAddress?.name, 200), response, isOrganizer }]
  })
  if (!organizerEmail || invited.length === 0 || invited.some(({ isOrganizer }) => isOrganizer))
    return invited
  const name = clean(organizer?.emailAddress?.name, 200)
  return [{ email: organizerEmail, name, response: 'accepted', isOrganizer: true }, ...invited]
}

/** The preview is cut off, so it is read only where the body is missing. */
function linkSources(item: GraphEvent): LinkSources {
  const places = [item.location, ...(item.locations ?? [])]
  const sources: LinkSource[] = [
    { where: 'conference', text: item.onlineMeeting?.joinUrl ?? '' },
    { where: 'conference', text: item.onlineMeetingUrl ?? '' },
    ...places.flatMap((place) => [
      { where: 'location' as const, text: place?.displayName ?? '' },
      { where: 'location' as const, text: place?.locationUri ?? '' },
    ]),
    { where: 'body', text: item.body?.content ?? item.bodyPreview ?? '' },
    { where: 'title', text: item.subject ?? '' },
  ]
  return { sources: sources.filter(({ text }) => text !== ''), isPending: false }
}
