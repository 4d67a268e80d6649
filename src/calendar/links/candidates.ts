/**
 * Everything in a text or an HTML body that may be a link, in order of trust: the addresses of anchors, then the
 * visible text. One pass from left to right, so its time grows with the length only.
 */
import { isKnownHost } from '#calendar/links/recognise.ts'
import { isHtml, unescapeHtml, visibleText } from '#calendar/links/visible-text.ts'

export type Candidate = { link: string; isHref: boolean }

/** Longest text that is looked at: a body beyond it is mail history, not an invitation. */
const LONGEST_TEXT = 200_000
/** Also NUL and its like, which neither a database nor an address can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const INVISIBLE = /[\u0000-\u0008\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** Every link has one of these, or an entity or escape that stands for it. Most titles and places have none. */
const SIGN_OF_LINK = /[:/?#&=]/

/** Never throws, whatever the text. */
export function candidatesIn(raw: string): Candidate[] {
  if (!SIGN_OF_LINK.test(raw)) return []
  const text = quotedPrintable(raw.slice(0, LONGEST_TEXT).normalize('NFC').replaceAll(INVISIBLE, ''))
  if (!isHtml(text)) return urlsIn(text).map((link) => ({ link, isHref: false }))
  return [
    ...hrefsIn(text).map((link) => ({ link, isHref: true })),
    ...urlsIn(visibleText(text)).map((link) => ({ link, isHref: false })),
  ]
}

/** The same text with its soft line breaks joined: the second try, where the first one found no room. */
export function joinedLines(text: string): string | null {
  const joined = text.replaceAll(/=\r?\n(?=\S)/g, '')
  return joined === text ? null : joined
}

/** A mail body that nobody has decoded: "=3D" for "=", and "=" at the end of lines that go on. */
function quotedPrintable(text: string): string {
  if (!text.includes('=3D') || !/=\r?\n/.test(text)) return text
  return text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([2-7][0-9A-F])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Outlook keeps the link that its filter has wrapped beside the wrapped one. */
const HREF = /\b(?:originalsrc|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi

const hrefsIn = (html: string): string[] =>
  [...html.matchAll(HREF)]
    .map(([, double, single, bare]) => unescapeHtml(unescapeHtml(double ?? single ?? bare ?? '')).trim())
    .filter((href) => SCHEME.test(href))

const SCHEME = /^(?:https?:\/\/|zoommtg:\/\/|zoomus:\/\/|msteams:)/i
/** A run of the letters that hosts and schemes are made of: looking for whole runs keeps the time linear. */
const RUN = /[a-z0-9.-]+/gi

/** What ends a link: white space, quotes, brackets of any script, and the punctuation of Chinese and Japanese. */
const STOP =
  /[\s<>"|\\^`\u2018-\u201f\u00ab\u00bb\u2026\u3000-\u3002\u3008-\u3011\uff08\uff09\uff0c\uff0e\uff0f\uff1a\uff1b\uff1f\uff01\uff5e]/

/** Links of visible text. A link inside another one's query is the other one's business. */
function urlsIn(text: string): string[] {
  const found: string[] = []
  let end = 0
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (index < end) continue
    const start = startIn(text, run, index)
    if (start === null && isScript(text, run, index)) end = index + linkAt(text, index).length
    if (start === null) continue
    const link = linkAt(text, start)
    found.push(link)
    end = start + link.length
  }
  return found
}

/** Where a link begins within the run: at a scheme, or at a host that we know and that begins a word. */
function startIn(text: string, run: string, at: number): number | null {
  const end = at + run.length
  const next = text.charAt(end)
  if (next === ':') {
    const scheme = SCHEME_NAME.exec(run.slice(-LONGEST_SCHEME))?.[0]
    const isScheme = scheme && (scheme.toLowerCase() === 'msteams' || text.startsWith('://', end))
    return isScheme ? end - scheme.length : null
  }
  if (next !== '/' && next !== '?' && next !== '#') return null
  return !/[\w@/%&=?#]/.test(text.charAt(at - 1)) && isKnownHost(run.toLowerCase()) ? at : null
}
const SCHEME_NAME = /(?:https?|zoommtg|zoomus|msteams)$/i
const LONGEST_SCHEME = 7

/** What stands behind these is code or a file, whatever links it names. */
const isScript = (text: string, run: string, at: number): boolean =>
  text.charAt(at + run.length) === ':' && /^(?:javascript|vbscript|data|file|blob)$/i.test(run)

/** No link is longer; what follows is cut. */
const LONGEST_LINK = 4_000

function linkAt(text: string, at: number): string {
  const rest = text.slice(at, at + LONGEST_LINK)
  const stop = rest.search(STOP)
  const link = stop === -1 ? rest : rest.slice(0, stop)
  return withJsonContext(rest, link) ?? withGroupedNumber(rest, link) ?? withoutTrailing(beforeNext(link))
}

/** A Teams link may carry its context as raw JSON, whose quotes and braces belong to it. */
function withJsonContext(rest: string, link: string): string | null {
  const from = link.indexOf('context={')
  const close = from === -1 ? -1 : rest.indexOf('}', from)
  return close === -1 ? null : rest.slice(0, close + 1).replaceAll(/\s/g, '')
}

/** "zoom.us/j/855 1234 5678": the number as it is printed. */
function withGroupedNumber(rest: string, link: string): string | null {
  if (!/zoom[\w.-]*\/[jw]\/\d{3}$/i.test(link)) return null
  const groups = /^ \d{3,4} \d{3,4}(?!\d)/.exec(rest.slice(link.length))
  return groups ? `${link}${groups[0].replaceAll(' ', '')}` : null
}

/** Two links written without a gap: the first one ends where a scheme follows punctuation or a letter. */
function beforeNext(link: string): string {
  const next = /[,;)\]}\w](?=https?:\/\/)/i.exec(link.slice(8))
  return next && !/[_/]/.test(next[0]) ? link.slice(0, 8 + next.index + (/\w/.test(next[0]) ? 1 : 0)) : link
}

/** Punctuation at the end belongs to the sentence; a closing bracket does where none was opened. */
function withoutTrailing(link: string): string {
  let end = link.length
  while (end > 0 && isLoose(link, end)) end--
  return link.slice(0, end)
}

function isLoose(link: string, end: number): boolean {
  const last = link.charAt(end - 1)
  if (".,;:!?*'~".includes(last)) return true
  const open = { ')': '(', ']': '[', '}': '{' }[last]
  return open !== undefined && !link.slice(0, end).includes(open)
}
