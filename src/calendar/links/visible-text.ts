/** The text of an HTML body as a person sees it. One pass from left to right, so its time grows with the length only. */

/** Text without markup; blocks become lines; entities are read, twice where a mail program has escaped them again. What is not HTML comes back as it was. */
export function visibleText(text: string): string {
  return isHtml(text) ? unescapeHtml(unescapeHtml(withoutTags(text))) : text
}

export const isHtml = (text: string): boolean => /<(?:\/?[a-z][a-z0-9]*[\s/>]|!)|&[#\w]{2,10};/i.test(text)

/** Tags after which a new line begins; every other one vanishes, so that a link cut by one is whole again. */
const BLOCKS = new Set(
  'a address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
)
/** Their content is not text. */
const UNSEEN = new Set(['script', 'style', 'head', 'title'])

function withoutTags(html: string): string {
  const parts: string[] = []
  const unclosed = new Set<string>()
  let at = 0
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', at)) {
    parts.push(html.slice(at, open))
    const tag = tagAt(html, open)
    const close = tag ? html.indexOf('>', open) : -1
    if (!tag || close === -1) parts.push('<')
    else if (BLOCKS.has(tag.name)) parts.push('\n')
    at = close === -1 ? open + 1 : close + 1
    if (tag && close === -1) break // nothing closes any more: the rest is text
    if (tag?.opens && UNSEEN.has(tag.name) && !unclosed.has(tag.name)) {
      const end = closingTag(html, tag.name, at)
      if (end === -1) unclosed.add(tag.name)
      else at = end
    }
  }
  return parts.join('') + html.slice(at)
}

/** The tag that begins here, its name in lower case; null where "<" begins none. */
function tagAt(html: string, open: number): { name: string; opens: boolean } | null {
  const found = /^<(\/?)([a-z][a-z0-9]*(?=[\s/>])|!)/i.exec(html.slice(open, open + 20))
  return found ? { name: (found[2] ?? '').toLowerCase(), opens: found[1] === '' } : null
}

function closingTag(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? -1
}

const NAMED: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', zwnj: '', zwj: '', wbr: '' },
  ...{
    colon: ':',
    sol: '/',
    period: '.',
    quest: '?',
    equals: '=',
    num: '#',
    commat: '@',
    lowbar: '_',
    hyphen: '-',
  },
  ...{
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
  },
}

/** Numeric, hexadecimal and the usual named entities; what is unknown stays as it is. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,10}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}
