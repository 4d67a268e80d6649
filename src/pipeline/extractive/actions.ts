/**
 * Tasks that somebody took on in so many words: "I'll …", or "Dana, can you …?" and a yes. Nobody's name is put to a
 * task that they neither took nor were given, and a day only where it was spoken.
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { personNamed } from '#pipeline/text/person-named.ts'
import { wordsOf } from '#pipeline/text/words.ts'
import type { DraftAction } from '#pipeline/types.ts'

const MOST_TASKS = 10
const ENOUGH = 3
/** How far a "yes" may be from the request, in sentences. */
const REPLY_WITHIN = 4

const TASK =
  'add|ask|arrange|assign|book|build|bring|call|change|check|circulate|clean|close|collect|complete|confirm|contact|coordinate|create|cut|deliver|deploy|design|document|do|draft|draw|email|e-mail|file|find|finish|fix|follow|forward|get|give|go through|handle|hand|implement|investigate|invite|look|mail|make|merge|message|move|open|order|organi[sz]e|own|page|ping|post|prepare|present|print|propose|provide|publish|pull|push|put|raise|reach|record|release|remind|remove|reply|report|review|revise|rewrite|run|schedule|send|set|share|ship|sign|sort|speak|start|submit|summari[sz]e|take|talk|tell|test|turn|try|update|upload|verify|work|write'
const MINE = new RegExp(
  `\\b(?:i'll|i will|i am going to|i'm going to|i can|let me|i need to|i have to)\\s+(?:also |just |then |quickly |probably |definitely |go and |go ahead and |try and |try to |make sure to )*(${TASK})\\b`,
  'i',
)
const WE = new RegExp(
  `\\b(?:we need to|we have to|we should|we'll|we will|someone (?:needs|has) to|somebody (?:needs|has) to)\\s+(?:also |just |then )*(${TASK})\\b`,
  'i',
)
const YOURS =
  /^(?:(?<name>\p{Lu}[\p{L}'-]+)(?: \p{Lu}[\p{L}'-]+)?,? )?(?:(?:can|could|would|will) you|please)(?: please| also| maybe| just)? (?<task>\w+.*)/u
const NAMED =
  /^(?<name>\p{Lu}[\p{L}'-]+)(?: will| is going to| to| has to| needs to| owns| takes)\s+(?<task>\w+.*)/u
const YES =
  /^(?:yes|yeah|yep|yup|sure|okay|ok|will do|of course|absolutely|happy to|done|no problem|i will|i'll|i can|fine|consider it)\b/i
const NOT_A_TASK =
  /\b(?:i'll|i will|let me) (?:be|say|see|tell you|admit|never|not|think|give you a|share my screen|start (?:with|by)|talk about|read (?:it|that|this|out)|give (?:it|him|her|them|you) (?:a|an|one|two|three|four|five|six|seven|maybe)\b|turn (?:it|this) over|hand (?:it|this)? ?over|go (?:first|next|ahead)|take (?:that|it) as|put (?:it|that) this way|just say)\b|\b(?:do|make|get) (?:that|it|this|sense|sure)\.?$/i
const AGENDA =
  /\b(?:action items?|next steps?|to-?dos?|follow[- ]?ups?|homework|takeaways?|by next (?:week|meeting))\b/i
const DUE =
  /\b(?:(?:by|before|on|no later than|due)\s+)?(?:(?:the )?end of (?:the )?(?:day|week|month|quarter|year)|(?:this|next)\s+(?:week|month|quarter|sprint|meeting|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:\s+(?:morning|noon|afternoon|evening|night))?|tomorrow(?:\s+(?:morning|noon|afternoon|evening))?|tonight|today|this (?:morning|afternoon|evening)|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:st|nd|rd|th)?|the \d{1,2}(?:st|nd|rd|th))(?!\p{L})/iu

type Found = DraftAction & { weight: number; index: number }

/** At most ten, in the order in which they were said. */
export function actionsIn(sentences: readonly Sentence[], people: readonly string[]): DraftAction[] {
  const found = sentences.flatMap((sentence) => taskIn(sentence, sentences, people) ?? [])
  return withoutRepeats(found)
    .filter(({ weight }) => weight >= ENOUGH)
    .toSorted((a, b) => b.weight - a.weight || a.index - b.index)
    .slice(0, MOST_TASKS)
    .toSorted((a, b) => a.index - b.index)
    .map(({ text, evidence, owner, due }) => ({ text, evidence, owner, due }))
}

function taskIn(sentence: Sentence, all: readonly Sentence[], people: readonly string[]): Found | null {
  const { text, line, index, wordCount } = sentence
  if (wordCount < 4 || wordCount > 50 || NOT_A_TASK.test(text)) return null
  const near = all.slice(index + 1, index + 1 + REPLY_WITHIN)
  const heading = all.slice(Math.max(0, index - REPLY_WITHIN), index + 1).some((one) => AGENDA.test(one.text))
  const extra = (dueIn(text) ? 1 : 0) + (heading ? 1 : 0) + (index > all.length * 0.85 ? 1 : 0)
  const task = (owner: string | null, weight: number, replies: Sentence[] = []): Found => ({
    text,
    evidence: [...new Set([line.number, ...replies.map((reply) => reply.line.number)])],
    owner,
    due: dueIn(text),
    weight: weight + extra,
    index,
  })

  if (MINE.test(text) && !text.endsWith('?'))
    return task(line.speaker, /i can|i need|i have to|let me/i.test(text) ? 2 : 3)
  const asked = YOURS.exec(text)?.groups ?? (text.endsWith('?') ? undefined : NAMED.exec(text)?.groups)
  if (asked) {
    const named = asked.name ? personNamed(asked.name, people) : null
    if (asked.name && !named) return null
    const yes = near.find(
      (one) =>
        one.line.speaker !== line.speaker && YES.test(one.text) && (!named || one.line.speaker === named),
    )
    if (named) return task(named, yes ? 4 : 3, yes ? [yes] : [])
    return yes ? task(yes.line.speaker, 3, [yes]) : null
  }
  return WE.test(text) && !text.endsWith('?') ? task(null, 1) : null
}

/** As it was spoken. "Until Wednesday" is when something lasts, not when it is due. */
function dueIn(text: string): string | null {
  const found = DUE.exec(text)
  return found && !/\b(?:until|till|since|last)\s$/i.test(text.slice(0, found.index)) ? found[0] : null
}

/** The same task said twice counts once. */
function withoutRepeats(found: Found[]): Found[] {
  const seen: Set<string>[] = []
  return found.filter(({ text }) => {
    const words = new Set(wordsOf(text))
    const isRepeat = seen.some((other) => shared(words, other) > 0.7 * Math.min(words.size, other.size))
    seen.push(words)
    return !isRepeat
  })
}

const shared = (a: Set<string>, b: Set<string>) => [...a].filter((word) => b.has(word)).length
