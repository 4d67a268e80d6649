/** Random texts and HTML bodies, made of what invitations are made of: whatever comes, a link or a reason comes out. */
import fc from 'fast-check'
import { findMeetingLink } from '../src/calendar/links/find-meeting-link.ts'
import { whereBotsGo } from '../src/calendar/links/vectors/where-bots-go.ts'
import { wrappedLinks } from '../src/calendar/links/vectors/wrapped-links.ts'

const pieces = [
  ...[
    'https://zoom.us/j/',
    '<a href="',
    "<a href='",
    '">',
    '</a>',
    '<p>',
    '<style>',
    '<!--',
    '<',
    '>',
    '&',
    '&#x',
  ],
  ...[
    '&#1114112;',
    '&amp;',
    '%E0%A4%A',
    '%',
    'https://urldefense.com/v3/__',
    '__;',
    '!!',
    '**a',
    '=3D',
    '=\n',
    '\r\n',
  ],
  ...[
    'context={"',
    '}',
    '\0',
    '\ud800',
    '\u200b',
    'msteams:',
    'zoommtg://',
    'https://',
    '@',
    ':99999',
    '[::1]',
    '#',
    '?',
  ],
]
const piece = fc.oneof(
  fc.constantFrom(...pieces, ...[...whereBotsGo, ...wrappedLinks].map(([input]) => input)),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Throws with the seed and the shortest text where one makes the detector throw or answer nothing. */
export function fuzzLinks(numRuns: number, seed?: number): void {
  const body = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''))
  const isAnswered = (text: string) => {
    const found = findMeetingLink({ sources: [{ where: 'body', text }], isPending: false })
    return found.isJoinable ? URL.canParse(found.url) && !found.url.includes('\0') : found.reason.length > 0
  }
  fc.assert(fc.property(body, isAnswered), { numRuns, ...(seed !== undefined && { seed }) })
}
