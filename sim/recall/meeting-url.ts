// Which meeting a link leads to, in Recall's words, and what the link says about how the meeting goes.

/** As Recall's answers show it: the parsed parts of the link, and its platform. */
export type MeetingUrl = { platform: string; [part: string]: string | null }

/** Null where Recall would call the link malformed or of an unsupported platform. */
export function parseMeetingUrl(link: string): MeetingUrl | null {
  if (!URL.canParse(link)) return null
  const url = new URL(link)
  if (url.protocol !== 'https:') return null
  return zoom(url) ?? meet(url) ?? teams(url) ?? webex(url) ?? goto(url)
}

function zoom({ hostname, pathname, searchParams }: URL): MeetingUrl | null {
  const found =
    /(^|\.)zoom\.(us|com)$/.test(hostname) && /^\/(?:j|w|s|wc\/join)\/(\d{9,11})\/?$/.exec(pathname)
  if (!found) return null
  return { meeting_id: found[1] ?? '', meeting_password: searchParams.get('pwd'), platform: 'zoom' }
}

function meet({ hostname, pathname }: URL): MeetingUrl | null {
  const found = hostname === 'meet.google.com' && /^\/([a-z]{3}-[a-z]{4}-[a-z]{3})\/?$/.exec(pathname)
  return found ? { meeting_id: found[1] ?? '', platform: 'google_meet' } : null
}

const noTeamsParts = {
  meeting_id: null,
  meeting_password: null,
  organizer_id: null,
  tenant_id: null,
  message_id: null,
  thread_id: null,
  business_meeting_id: null,
  business_meeting_password: null,
}

function teams({ hostname, pathname, searchParams }: URL): MeetingUrl | null {
  if (hostname !== 'teams.microsoft.com' && hostname !== 'teams.live.com') return null
  const short = /^\/meet\/(\d{9,15})\/?$/.exec(pathname)
  if (short && hostname === 'teams.live.com')
    return { ...noTeamsParts, ...shortParts('meeting'), platform: 'microsoft_teams_live' }
  if (short) return { ...noTeamsParts, ...shortParts('business_meeting'), platform: 'microsoft_teams' }
  const long = /^\/l\/meetup-join\/([^/]+)\/([^/]+)/.exec(pathname)
  if (!long) return null
  const context = /"Tid"\s*:\s*"([^"]+)".*"Oid"\s*:\s*"([^"]+)"/.exec(searchParams.get('context') ?? '')
  return {
    ...noTeamsParts,
    thread_id: decodeURIComponent(long[1] ?? ''),
    message_id: long[2] ?? null,
    tenant_id: context?.[1] ?? null,
    organizer_id: context?.[2] ?? null,
    platform: 'microsoft_teams',
  }

  function shortParts(prefix: 'meeting' | 'business_meeting') {
    return { [`${prefix}_id`]: short?.[1] ?? null, [`${prefix}_password`]: searchParams.get('p') }
  }
}

function webex({ hostname, pathname, searchParams }: URL): MeetingUrl | null {
  const subdomain = /^([a-z0-9-]+)\.webex\.com$/.exec(hostname)?.[1]
  if (!subdomain) return null
  const room = /^\/meet\/([^/]+)\/?$/.exec(pathname)?.[1]
  if (room) return { meeting_subdomain: subdomain, meeting_personal_room_id: room, platform: 'webex' }
  const mtid = searchParams.get('MTID')
  return mtid
    ? { meeting_subdomain: subdomain, meeting_mtid: mtid, meeting_path: pathname, platform: 'webex' }
    : null
}

function goto({ hostname, pathname }: URL): MeetingUrl | null {
  const id = /(^|\.)(gotomeet\.me|gotomeeting\.com)$/.test(hostname) && /(\d{9})/.exec(pathname)?.[1]
  return id ? { meeting_id: id, platform: 'goto_meeting' } : null
}
