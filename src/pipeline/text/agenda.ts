/** What an invitation says about the meeting: its agenda where it has one, else its own words, without dial-in details. */

export type Agenda = { items: string[]; words: string }

const MOST_ITEMS = 15
const LONGEST_ITEM = 300
const MOST_WORDS = 600
const HEADING =
  /^\W*(?:agenda|topics?|talking points|to discuss|programme|tagesordnung|themen|ordre du jour|orden del día)\W*:?\s*$/i
const HEADING_WITH_ITEM =
  /^\W*(?:agenda|topics?|tagesordnung|themen|ordre du jour|orden del día)\s*:\s*(\S.*)$/i
const ITEM = /^\s*(?:[-*•–·▪○]|\(?\d{1,2}[.):]|[a-z][.)])\s+(\S.*)$/i
/** What Zoom, Meet, Teams and Webex write below, and rules of dashes or underscores before it. */
const DIAL_IN =
  /(?:join (?:zoom|with google|microsoft|the meeting|by phone|from)|meeting id|passcode|dial[ -]in|one tap mobile|find your local number|phone conference|learn more about meet|meeting options|microsoft teams (?:meeting|need help)|webex|https?:\/\/|tel:|\+\d[\d ,#*()-]{7,}|^\s*[_=~─━-]{6,}\s*$|^\s*-::~)/i

/** The agenda's points; where there are none, what else is written. */
export function agendaOf(invitation: string): Agenda {
  const lines = plain(invitation)
    .split('\n')
    .map((line) => line.trim())
  const items = itemsOf(lines).map((item) => item.slice(0, LONGEST_ITEM))
  const words = lines.filter((line) => line !== '' && !DIAL_IN.test(line)).join('\n')
  return {
    items: [...new Set(items)].slice(0, MOST_ITEMS),
    words: items.length > 0 ? '' : words.slice(0, MOST_WORDS),
  }
}

/** Below a heading every line until the next gap counts; without a heading, only what is written as a list. */
function itemsOf(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => HEADING.test(line) || HEADING_WITH_ITEM.test(line))
  if (at === -1) return lines.flatMap(itemIn)
  const first = HEADING_WITH_ITEM.exec(lines[at] ?? '')?.[1]
  const below = untilGap(lines.slice(at + 1)).filter((line) => !DIAL_IN.test(line))
  const items = below.map((line) => itemIn(line)[0] ?? line)
  return first ? [...first.split(/\s*[;,]\s+/), ...items] : items
}

const itemIn = (line: string): string[] => {
  const item = ITEM.exec(line)?.[1]
  return item && !DIAL_IN.test(item) ? [item] : []
}

/** A gap before the first line does not end the list. */
function untilGap(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => line !== '')
  if (from === -1) return []
  const end = lines.findIndex((line, at) => at > from && line === '')
  return lines.slice(from, end === -1 ? undefined : end)
}

const ENTITIES: Record<string, string> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' },
}

/** Calendars keep what people wrote as HTML. */
const plain = (text: string): string =>
  text
    .replaceAll(/<li[^>]*>/gi, '\n- ')
    .replaceAll(/<(?:br|\/p|\/div|\/ul|\/ol|\/h\d)[^>]*>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, '')
    .replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
