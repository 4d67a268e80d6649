// What the "model" says. If the prompt holds numbered transcript lines it takes notes of them and cites their numbers;
// otherwise it says something that fits. The same question always gets the same answer.
import { fillSchema, type Guide, type Json, type Schema } from './fill-schema.ts'
import { type Kind, type Line, linesIn, type Point, pointsIn, sentencesOf } from './meeting-points.ts'
import { obey } from './obey.ts'
import { asksForReport, report } from './report.ts'

/** One message of a chat, as plain text. */
export type ChatMessage = { role: string; text: string }

type Asked = {
  model: string
  response_format?:
    | { type: string; json_schema?: { schema: Record<string, unknown> } | undefined }
    | null
    | undefined
}

/** Never-said lines for `sim-liar`: numbers far behind the last one. */
const LIE = 1_000_000

export function answer({ model, response_format: format }: Asked, messages: ChatMessage[]): string {
  const prompt = messages.filter(({ role }) => role === 'user').map(({ text }) => text)
  const schema = format?.type === 'json_object' ? schemaIn(messages) : format?.json_schema?.schema
  if (model === 'sim-obeys') return obey(prompt.join('\n'), schema)
  const points = pointsIn(linesIn(prompt.join('\n')))
  if (schema) return JSON.stringify(fillSchema(schema, guideTo(points, model), overview(points)))
  const instructions = messages.filter(({ role }) => role === 'system').map(({ text }) => text)
  if (points.highlight.length > 0 && asksForReport(instructions.join('\n')))
    return report(points, (lines) => numbersOf(lines, model))
  const text =
    points.highlight.length > 0
      ? overview(points).text
      : 'This is the stand-in: it answers, but it does not think.'
  return format?.type === 'json_object' ? JSON.stringify({ answer: text }) : text
}

type Points = Record<Kind, Point[]>

/** The tl;dr: who spoke, what was decided, what is open. It rests on the lines of those points. */
function overview({ decision, action, question, highlight }: Points): Point {
  const main = [...decision.slice(0, 2), ...highlight.slice(0, decision.length > 1 ? 1 : 3)]
  const parts = [
    ...main.map(({ text, speaker }) => `${speaker}: ${text}`),
    action[0] && `Next, ${action[0].owner ?? 'somebody'}: ${action[0].text}`,
    question[0] && `Still open: ${question[0].text}`,
  ].filter((part) => part !== undefined)
  const lines = [...main, ...action.slice(0, 1), ...question.slice(0, 1)].flatMap((point) => point.lines)
  return { kind: 'highlight', text: parts.join(' '), lines, speaker: '', owner: null, due: null }
}

const EVIDENCE = /evidence|citation|cited|source|line_?(id|number)|turn/i
const kinds: [Kind, RegExp][] = [
  ['decision', /decision|decided|agree/i],
  ['action', /action|task|to_?do|commitment|next_?step/i],
  ['question', /question|follow|open|unresolved/i],
  ['highlight', /highlight|key|moment|takeaway|topic|chapter|point/i],
]
const kindNamed = (name: string): Kind | undefined => kinds.find(([, pattern]) => pattern.test(name))?.[0]

/** Reads the schema by its words: which list is it, which property is the owner, where do the citations go. */
function guideTo(points: Points, model: string): Guide<Point> {
  const any = points.highlight.length > 0
  return {
    list(name, item, about) {
      if (!any) return undefined
      if (/hint/i.test(name)) return points.question // what was asked is worth asking; a statement is no advice
      if (/tl_?dr/i.test(name)) return inShort(points)
      if (points.highlight.includes(about)) return aboutTopic(points, about)
      const kind = kindNamed(name)
      if (kind && !asksForKind(item)) return points[kind]
      const cites = Object.keys(item.properties ?? {}).some((key) => EVIDENCE.test(key))
      return cites ? Object.values(/event/i.test(name) ? happenings(points) : points).flat() : undefined
    },
    value(name, schema, point) {
      if (!any) return undefined
      if (EVIDENCE.test(name)) return cite(point, schema, model)
      if (Array.isArray(schema.enum))
        return schema.enum.find((one) => typeof one === 'string' && kindNamed(one) === point.kind)
      if (/quote|verbatim/i.test(name)) return point.lines[0]?.text ?? ''
      if (/owner|assignee|who/i.test(name)) return point.owner
      if (/due|deadline|when/i.test(name)) return point.due
      if (/speaker|said_by/i.test(name)) return point.speaker
      return schema.type === 'string'
        ? /title|subject/i.test(name)
          ? brief(point.text)
          : point.text
        : undefined
    },
  }
}

/** What happens while people speak: a remarkable sentence is no event. */
const happenings = ({ decision, action, question }: Points) => ({ decision, action, question })

/** The first thing that was decided, what it was about, and what is left. */
const inShort = ({ decision, action, question, highlight }: Points): Point[] =>
  [decision[0], highlight[0], question[0] ?? action[0]].filter((point) => point !== undefined)

/** A topic is a highlight; what was said nearest to it belongs to it, and each line once. */
function aboutTopic({ highlight, ...rest }: Points, topic: Point): Point[] {
  const at = ({ lines }: Point) => lines[0]?.number ?? 0
  const nearest = (point: Point) =>
    highlight.toSorted((one, other) => Math.abs(at(one) - at(point)) - Math.abs(at(other) - at(point)))[0]
  return [...Object.values(rest).flat(), ...highlight]
    .filter((point) => nearest(point) === topic)
    .sort((one, other) => at(one) - at(other))
    .filter((point, index, all) => all.findIndex((other) => at(other) === at(point)) === index)
}

const asksForKind = (item: Schema): boolean =>
  Object.keys(item.properties ?? {}).some((key) => /^(kind|type|category)$/i.test(key))

function cite({ lines }: Point, schema: Schema, model: string): Json {
  const numbers = numbersOf(lines, model)
  return schema.type === 'array' ? numbers : (numbers[0] ?? null)
}

const numbersOf = (lines: Line[], model: string): number[] => [
  ...new Set(lines.map(({ number }) => (model === 'sim-liar' ? number + LIE : number))),
]

const TITLE_WORDS = 8
const DANGLING =
  /[\s,.;:]+(?:a|an|and|as|at|by|for|from|in|is|it|new|not|of|on|or|so|that|the|to|was|we|with)$/i

/** The longest sentence, or its beginning; it does not end in the middle of a phrase. */
function brief(text: string): string {
  const [longest = text] = sentencesOf(text).sort((one, other) => other.length - one.length)
  let title = longest.split(/\s+/).slice(0, TITLE_WORDS).join(' ')
  while (DANGLING.test(title)) title = title.replace(DANGLING, '')
  return title.replace(/[,.;:]$/, '')
}

/** A JSON schema written into the prompt, for servers that know only `json_object`. */
function schemaIn(messages: ChatMessage[]): Schema | undefined {
  for (const { text } of messages)
    for (let from = text.indexOf('{'); from !== -1; from = text.indexOf('{', from + 1)) {
      const found = objectAt(text, from)
      if (found && 'properties' in found) return found
    }
  return undefined
}

function objectAt(text: string, from: number): Schema | undefined {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (quoted && char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '{') depth++
    else if (!quoted && char === '}' && --depth === 0) return parsed(text.slice(from, at + 1))
  }
  return undefined
}

function parsed(text: string): Schema | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a brace in ordinary prose
  }
}
