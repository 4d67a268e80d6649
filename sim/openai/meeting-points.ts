// Finds what a careful listener would note, by plain rules: deterministic, quick, and always a line that was said.

export type Line = { number: number; speaker: string; text: string }
export type Kind = 'decision' | 'action' | 'question' | 'highlight'
/** One thing worth noting, and the lines it rests on. */
export type Point = {
  kind: Kind
  text: string
  lines: Line[]
  speaker: string
  owner: string | null
  due: string | null
}

const MAX_OF_A_KIND = 16
const SHORTEST_TASK_WORDS = 5
const HIGHLIGHTS = 5

/** `[12] Dana Ito: words`, with an optional time after the number. Anything else in the prompt is not a line. */
export function linesIn(prompt: string): Line[] {
  const found = prompt.matchAll(/^\s*\[(\d+)\]\s+(?:[([]?[\d:.]+[)\]]?\s+)?([^:\n]{1,80}):[ \t]+(.+)$/gm)
  return [...found].map(([, number, speaker, text]) => ({
    number: Number(number),
    speaker: (speaker ?? '').trim(),
    text: (text ?? '').trim(),
  }))
}

export function pointsIn(lines: Line[]): Record<Kind, Point[]> {
  const of = (kind: Kind, find: (line: Line, after: Line[]) => Omit<Point, 'kind'> | null) =>
    lines
      .flatMap((line, index) => find(line, lines.slice(index + 1, index + 4)) ?? [])
      .map((point): Point => ({ kind, ...point }))
      .filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index)
      .slice(-MAX_OF_A_KIND) // decisions and promises gather towards the end
  return {
    decision: of('decision', decisionIn),
    action: of('action', actionIn),
    question: of('question', openQuestionIn),
    highlight: highlightsOf(lines),
  }
}

const DECIDED =
  /\b(let's go with|we(?:'ve| have)? (?:agreed|decided)\b|(?:it is|it's|that's|is) decided|decision is|i'm changing (?:that|the) decision|we are go\b|so we(?:'ll| will)|does not block|we won't|no objections)/i

function decisionIn(line: Line, after: Line[]) {
  const sentences = sentencesOf(line.text)
  const index = sentences.findIndex((sentence) => DECIDED.test(sentence) && !sentence.endsWith('?'))
  if (index === -1) return null
  const said = sentences[index] ?? ''
  const short = wordsIn(said) < 7
  const next = short ? (sentences[index + 1] ?? after[0]?.text ?? '') : ''
  const lines = short && !sentences[index + 1] && after[0] ? [line, after[0]] : [line]
  return point(`${said} ${next}`.trim(), lines)
}

const PROMISE =
  /\bI(?:'ll| will) (?!be\b|say\b|admit\b|tell you\b|never\b|not\b|live\b|take that\b|read\b|get out\b|put it\b|write it in the chat\b)(?:also |then |just )?(\w+\b.*)/i
const REQUEST =
  /^([A-Z]\p{L}+), (?:can|could|would|will) you (?:please )?(?!tell us|explain|begin|start)(.+)\?$/u

function actionIn(line: Line, after: Line[]) {
  for (const sentence of sentencesOf(line.text)) {
    const promised = PROMISE.exec(sentence)?.[1]
    if (promised && wordsIn(promised) >= SHORTEST_TASK_WORDS)
      return point(capital(promised), [line], line.speaker)
    const [, name = '', task = ''] = REQUEST.exec(sentence) ?? []
    const reply = after.find(({ speaker }) => speaker.startsWith(name))
    if (
      task &&
      reply &&
      /^(yes|yep|yeah|sure|will do|of course|okay|ok|happy to|done|no problem)\b/i.test(reply.text)
    )
      return point(`${capital(task)}.`, [line, reply], reply.speaker)
  }
  return null
}

const UNANSWERED =
  /\b(don't know|do not know|not sure|good question|no idea|leave (?:that|it) open|need to ask|find out|have to check)\b/i

function openQuestionIn(line: Line, after: Line[]) {
  const question = sentencesOf(line.text).findLast(
    (sentence) => sentence.endsWith('?') && wordsIn(sentence) > 5,
  )
  const shrug = after.find(({ speaker, text }) => speaker !== line.speaker && UNANSWERED.test(text))
  return question && shrug ? point(question, [line, shrug]) : null
}

/** The line that says most in each stretch of the meeting: figures count, then length. */
function highlightsOf(lines: Line[]): Point[] {
  const size = Math.max(1, Math.ceil(lines.length / HIGHLIGHTS))
  const weight = ({ text }: Line) =>
    (text.match(/\d|hundred|thousand|percent|million/gi)?.length ?? 0) * 8 + wordsIn(text)
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, part) => {
    const stretch = lines.slice(part * size, (part + 1) * size)
    return stretch.reduce((best, line) => (weight(line) > weight(best) ? line : best))
  }).map((line) => ({ kind: 'highlight', ...point(line.text, [line]) }))
}

const DUE =
  /\b(?:by|before|on|until|this|next|end of|no later than) (?:the )?((?:end of )?(?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|week|month|quarter|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)[\w ]{0,10}?(?= (?:and|so|then|because|with|to|for)\b|[,.;?!]|$))/i

function point(text: string, lines: Line[], owner: string | null = null): Omit<Point, 'kind'> {
  const due = DUE.exec(text)?.[0] ?? (/\b(today|tomorrow|tonight|this afternoon)\b/i.exec(text)?.[0] || null)
  return { text, lines, speaker: lines[0]?.speaker ?? '', owner, due }
}

export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.?!])\s+/).filter((sentence) => sentence !== '')
const wordsIn = (text: string): number => text.split(/\s+/).length
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
