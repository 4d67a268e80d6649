// Makes up a meeting link that says how its meeting goes.
import { randomInt } from 'node:crypto'

export type Platform = 'zoom' | 'google_meet' | 'teams'

/** `at`: talk does not begin before this, milliseconds since 1970. Empty words are left out. */
export function meetingLink(
  platform: Platform,
  { play, scene, at }: { play: string; scene: string; at: number },
): string {
  const url = new URL(room(platform))
  if (play) url.searchParams.set('play', play)
  if (scene) url.searchParams.set('sim', scene)
  url.searchParams.set('at', String(Math.floor(at / 1000)))
  return url.href.replaceAll('%3A', ':').replaceAll('%2C', ',') // as a person would write it
}

function room(platform: Platform): string {
  switch (platform) {
    case 'zoom':
      return `https://us02web.zoom.us/j/8${randomInt(1e9, 1e10 - 1)}?pwd=${letters(8)}`
    case 'google_meet':
      return `https://meet.google.com/${letters(3)}-${letters(4)}-${letters(3)}`
    case 'teams':
      return `https://teams.microsoft.com/meet/2${randomInt(1e11, 1e12 - 1)}?p=${letters(10)}`
  }
}

const letters = (count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('')
