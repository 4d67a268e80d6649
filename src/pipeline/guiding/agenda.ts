/** The points that somebody meant to speak of, out of the words of an invitation. Pure. */

const MOST_POINTS = 12
const SHORTEST = 3
const LONGEST = 140
const HEADING =
  /^(?:the )?(?:agenda|topics|to discuss|discussion points|talking points|plan)(?: items| points)?\s*[:\-–]?\s*(.*)$/i
const BULLET = /^(?:[-*•–·]|\d{1,2}[.):])\s+(.+)$/u
/** How to get in, and what calendars add: nothing to speak of. */
const NOT_A_POINT =
  /https?:\/\/|www\.|@\S+\.\w|\b(?:dial|meeting id|passcode|password|join (?:by|with|the)|one tap|phone|conference id|do not edit)\b|^[-_=~*\s]+$/i

/** `description` may be HTML. In its order, each once; none where the text has no agenda. */
export function agendaIn(description: string): string[] {
  const lines = plainLines(description)
  const heading = lines.findIndex((line) => HEADING.test(line) && !BULLET.test(line))
  const points = heading === -1 ? bulleted(lines) : under(lines, heading)
  return [...new Set(points.map(unmarked).filter(isPoint))].slice(0, MOST_POINTS)
}

/** Under a heading every line is a point, until an empty one; or they stand beside it: "Agenda: budget, hiring". */
function under(lines: readonly string[], heading: number): string[] {
  const beside = HEADING.exec(lines[heading] ?? '')?.[1] ?? ''
  if (beside !== '') return beside.split(/[,;]/)
  const after = lines.slice(heading + 1)
  const from = after.findIndex((line) => line !== '')
  const end = from === -1 ? -1 : after.indexOf('', from)
  return from === -1 ? [] : after.slice(from, end === -1 ? undefined : end)
}

/** A list without a heading; a single dash makes none. */
function bulleted(lines: readonly string[]): string[] {
  const points = lines.filter((line) => BULLET.test(line) && !NOT_A_POINT.test(line))
  return points.length > 1 ? points : []
}

const unmarked = (line: string) => (BULLET.exec(line)?.[1] ?? line).trim().replace(/[.;,]$/, '')
const isPoint = (point: string) =>
  point.length >= SHORTEST && point.length <= LONGEST && !NOT_A_POINT.test(point)

const ENTITIES: Record<string, string> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' },
}

const plainLines = (text: string): string[] =>
  text
    .replaceAll(/<li[^>]*>/gi, '\n- ')
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/ul|\/ol|\/h\d)[^>]*>/gi, '\n')
    .replaceAll(/<[^>]{0,500}>/g, '')
    .replaceAll(/\n\s*\n(?=- )/g, '\n')
    .replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .split(/\r?\n/)
    .map((line) => line.trim())
