/** Conference servers that people run on hosts of their own, told by the host's name and the shape of the path. */
import type { Found, Place } from '#calendar/links/place.ts'
import { pexip } from '#calendar/links/platforms/rooms.ts'
import { room } from '#calendar/links/platforms/unsupported.ts'

/** Where projects publish documents about such servers. */
const DOCUMENTS =
  /(?:^|\.)(?:github\.io|readthedocs\.io|gitbook\.io|github\.com|gitlab\.com|docs\.[\w-]+\.\w+)$/

export function selfHosted(place: Place): Found {
  if (DOCUMENTS.test(place.host)) return null
  const first = place.host.split('.')[0] ?? ''
  if (isBigBlueButton(place.host)) return room(place, 'bigbluebutton', greenlight(place))
  if (first === 'jitsi' && place.host.split('.').length > 2) return room(place, 'jitsi', jitsi(place))
  return room(place, 'pexip', pexipServer(place))
}

const isBigBlueButton = (host: string): boolean =>
  host.split('.').some((label) => /^(?:bbb|bigbluebutton|greenlight)(?:[\d-]|$)|-bbb$/.test(label))

/** Greenlight's rooms: /b/abc-def-ghi, or /rooms/abc-def-ghi-jkl/join. */
function greenlight({ host, parts: [kind, id] }: Place): string | null {
  const isRoom = (kind === 'b' || kind === 'rooms') && /^[\w]{2,20}(?:-[\w]{2,6}){2,4}$/.test(id ?? '')
  return isRoom ? `bigbluebutton:${host}/${id}` : null
}

const jitsi = ({ host, parts }: Place): string | null =>
  parts.length === 1 && /^[\p{L}\p{N}_-]+$/u.test(parts[0] ?? '')
    ? `jitsi:${host}/${parts[0]?.toLowerCase()}`
    : null

/** The web app of a Pexip server lies at the same path everywhere; /meet/ alone would say too little. */
const pexipServer = (place: Place): string | null =>
  /^webapp\d?$/.test(place.parts[0] ?? '') ? pexip(place) : null
