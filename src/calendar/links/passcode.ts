/** The passcode that stands in the text beside a link, for the links that can carry it. */
import type { Room } from '#calendar/links/place.ts'
import { visibleText } from '#calendar/links/visible-text.ts'

/** The word in the languages of the invitations that we have seen, a colon, and the code. */
const PASSCODE =
  /(?:pass ?code|password|kenn(?:code|wort)|passwort|mot de passe|code secret|contraseña|código de acceso|senha|wachtwoord|密码|密碼|パスコード|암호)\s{0,3}[:：]\s{0,3}([\w!@#$%^*.+-]{3,32})/iu

/** Rooms without a passcode in their link get the one of the text, which is looked through once. */
export function withPasscodes<R extends Room>(rooms: R[], text: string): R[] {
  if (!rooms.some(lacksPasscode)) return rooms
  const passcode = PASSCODE.exec(visibleText(text))?.[1]
  return passcode ? rooms.map((room) => (lacksPasscode(room) ? withPasscode(room, passcode) : room)) : rooms
}

const isShortTeams = ({ key, url }: Room) => key.startsWith('teams') && url.includes('/meet/')
const isZoom = ({ platform, url }: Room) => platform === 'zoom' && !url.includes('?')
const lacksPasscode = (room: Room) =>
  !room.hasSecret && room.isJoinable && (isShortTeams(room) || isZoom(room))

/** Teams takes it in the address, Zoom beside it: "https://zoom.us/j/855 (Passcode: 123)" is what Recall accepts. */
function withPasscode<R extends Room>(room: R, passcode: string): R {
  const query = `${room.url.includes('?') ? '&' : '?'}p=${encodeURIComponent(passcode)}`
  const url = isZoom(room) ? `${room.url} (Passcode: ${passcode})` : `${room.url}${query}`
  return { ...room, url, hasSecret: true }
}
