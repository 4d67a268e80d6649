/** Finds what may be a link in text or HTML: addresses of anchors first, then the visible text. */

/** Longest text that is looked at: a body beyond it is mail history, not an invitation. */
const LONGEST_TEXT = 200_000
/** Also NUL and its like, which neither a database nor an address can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const INVISIBLE = /[\u0000-\u0008\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Everything that may be a link, in order of trust. Linear time, never throws. */
export function candidatesIn(raw: string): string[] {
  const text = raw.slice(0, LONGEST_TEXT).normalize('NFC').replaceAll(INVISIBLE, '')
  if (!/<\w|&[#\w]+;/.test(text)) return urlsIn(text)
  const hrefs = [...text.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, a, b]) => a ?? b ?? '')
  return [
    ...hrefs.map((href) => unescapeHtml(href).trim()).filter(looksLikeUrl),
    ...urlsIn(visibleText(text)),
  ]
}

const visibleText = (html: string) =>
  unescapeHtml(
    html
      .replaceAll(/<(style|script)\b[^>]*>[^<]*<\/\1>/gi, ' ')
      .replaceAll(/<wbr\s*\/?>/gi, '')
      .replaceAll(/<\/?(?:br|p|div|li|tr|td|h\d|a)\b[^>]*>/gi, '\n')
      .replaceAll(/<[^<>]*>/g, ''),
  )

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function unescapeHtml(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Hosts of which a link is recognised without its scheme, as people type it. */
const BARE_HOST = String.raw`(?:[\w-]+\.)*(?:zoom\.us|zoom\.com|meet\.google\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com)\/`
const START = new RegExp(
  String.raw`(?:https?:\/\/|zoommtg:\/\/|zoomus:\/\/|msteams:\/|(?<![\w.@/-])${BARE_HOST})`,
  'gi',
)
const STOP = /[\s<>"'|\u3000\uff1a\uff1f\uff0f）】》]/

function urlsIn(text: string): string[] {
  return [...text.matchAll(START)].flatMap(({ index }) => {
    const url = untilEnd(text.slice(index, index + 4_000))
    return looksLikeUrl(url) || /^[\w.-]+\//.test(url) ? [/^[a-z]+:/i.test(url) ? url : `https://${url}`] : []
  })
}

/** A Teams link may carry a raw JSON context, whose quotes and braces belong to it. */
function untilEnd(rest: string): string {
  const json = /^[^\s<>"']*context=(\{[^{}\s]*\})/.exec(rest)
  if (json) return json[0]
  const zoomWithSpaces = /^https?:\/\/[\w.-]*zoom\.us\/j\/(\d{3}) (\d{3,4}) (\d{3,4})\b/.exec(rest)
  if (zoomWithSpaces) return zoomWithSpaces[0].replaceAll(' ', '')
  const stop = rest.search(STOP)
  return withoutTrailing(stop === -1 ? rest : rest.slice(0, stop))
}

const withoutTrailing = (url: string) => url.replace(/[.,;:!?)\]}]+$/, '')

const looksLikeUrl = (text: string) => /^(?:https?:\/\/|zoommtg:\/\/|zoomus:\/\/|msteams:)/i.test(text)
