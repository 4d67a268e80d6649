/** Webex: meetings by their MTID, personal rooms by name. The pages of the web app are known, but no bot opens them. */
import { asWritten, type Found, type Place, type Platforms, param } from '#calendar/links/place.ts'

export const webex: Platforms = [
  { hosts: ['help.webex.com', 'www.webex.com', 'signin.webex.com', 'status.webex.com'], find: () => null },
  { hosts: ['webex.com'], find: find },
]

function find(place: Place): Found {
  const { url, parts, host } = place
  const site = host.split('.')[0] ?? ''
  const last = parts.at(-1)?.toLowerCase() ?? ''
  if (parts.includes('register') || parts.includes('registration')) return 'registration'
  const meeting = param(url, 'mtid')
  if (meeting && /^[jge]\.php$/.test(last)) return room(`${site}/${meeting}`, asWritten(place), true)
  if (meeting && parts[0] === 'wbxmjs')
    return room(
      `${site}/${meeting}`,
      `https://${host}/${site}/j.php?MTID=${encodeURIComponent(meeting)}`,
      true,
    )
  return personalRoom(place, site) ?? webApp(place, site)
}

/** /meet/ana or /join/ana, also below the site's own folder. */
function personalRoom(place: Place, site: string): Found {
  const [first, second, third] = place.parts
  const name = isRoom(first) ? second : isRoom(second) && first === site ? third : undefined
  if (!name || !/^[\w.@+-]+$/.test(name) || place.host === 'meetings.webex.com') return null
  return room(`${site}/meet/${name.toLowerCase()}`, asWritten(place), true)
}
const isRoom = (part: string | undefined) => part === 'meet' || part === 'join'

function webApp(place: Place, site: string): Found {
  const { parts, url } = place
  const id = parts.at(-1) ?? ''
  const isPage = parts[0] === 'webappng' || parts[0] === 'wbxmjs'
  if (isPage && (parts.includes('meeting') || parts.includes('webinar')) && /^[0-9a-f]{20,}$/i.test(id))
    return room(`${site}/${id.toLowerCase()}`, asWritten(place), false)
  const uuid = parts[0] === 'collabs' ? param(url, 'uuid') : null
  return uuid ? room(`${site}/${uuid}`, asWritten(place), false) : null
}

const room = (key: string, url: string, isJoinable: boolean): Found => ({
  ...{ platform: 'webex', key: `webex:${key}`, url, isJoinable },
})
