// Links of the demo's rooms: made up from a key, so that the same meeting always has the same one.
import type { Platform } from '../calendars/types.ts'
import { hash } from '../calendars/uid.ts'

/** `play`: which script is spoken there; `scene`: how the meeting goes, as in a link's `sim=`. */
export function roomLink(platform: Platform, key: string, play: string | undefined, scene?: string): string {
  const url = new URL(room(platform, hash('room', key)))
  if (play !== undefined) url.searchParams.set('play', play)
  if (scene !== undefined) url.searchParams.set('sim', scene)
  return url.href.replaceAll('%3A', ':') // as a person would write it
}

function room(platform: Platform, seed: string): string {
  const digits = (count: number) => BigInt(`0x${seed}`).toString().slice(-count)
  const letters = (from: number, count: number) =>
    [...seed.slice(from, from + count)]
      .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
      .join('')
  switch (platform) {
    case 'zoom':
      return `https://us02web.zoom.us/j/8${digits(10)}?pwd=${letters(0, 8)}`
    case 'google_meet':
      return `https://meet.google.com/${letters(0, 3)}-${letters(3, 4)}-${letters(7, 3)}`
    case 'teams':
      return `https://teams.microsoft.com/meet/2${digits(12)}?p=${letters(0, 10)}`
  }
}
