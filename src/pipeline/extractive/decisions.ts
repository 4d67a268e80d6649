/** What was decided in so many words, or proposed and then agreed to by two others. */
import { joined, readingOn } from '#pipeline/extractive/read-on.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint } from '#pipeline/types.ts'

const MOST_DECISIONS = 8

const SAID = new RegExp(
  [
    `\\blet's go (?:with|ahead)|\\bwe(?:'ll| will) go (?:with|ahead)`,
    `\\bwe(?:'ve| have)? (?:all )?(?:also )?(?:agreed|decided|settled|chosen|concluded)\\b`,
    `\\b(?:it is|it's|that's|that is|is|was) (?:decided|settled|agreed)\\b`,
    `\\b(?:the|my|our) decision (?:is|was)|\\bi(?:'m| am) (?:changing|making) (?:that|the|a) decision|\\bfinal answer\\b`,
    `\\bwe are go\\b|\\bso we(?:'ll| will) |\\bwe(?:'re| are) (?:going with|sticking with)|\\bwe won't (?!be able|know|have)`,
    `\\bno (?:strong |more )?(?:objections|opposition)\\b|\\b(?:rough|broad|general|strong)? ?consensus (?:is|that|to)\\b`,
    `\\b(?:motion|amendment) (?:is )?(?:carried|agreed to|adopted)\\b`,
    `\\b(?:it|this|that|which|they) (?:was|were|got|has been|have been|will be|is going to be) (?:accepted|approved|rejected|declined|adopted|postponed|included|excluded|dropped|removed|scheduled|moved to|part of)\\b`,
    `\\b(?:we'll|we will|let's) (?:do|leave|keep|put|make) (?:that|it|this) (?:then|for|in|as|to|out|by)\\b`,
    `\\b(?:leaning towards?|in favou?r of) (?:reject|accept|keep|dropp|remov|includ|postpon|mov|go)`,
    `\\blet's (?:keep|use|drop|postpone|move|ship|stick|do|leave|skip|cut|start|take|plan|aim|target|include|exclude|remove)\\b`,
  ].join('|'),
  'i',
)
const WEAK =
  /\blet's (?:keep|use|drop|postpone|move|ship|stick|do|leave|skip|cut|start|take)\b|\bso we(?:'ll| will) /i
const SMALL_TALK =
  /\blet's (?:see|go ahead and (?:get|start|jump|move|dive|go)|start (?:with|the)|move (?:on|to|forward|along)|do (?:that|this|it|a quick|introductions)|keep (?:going|moving)|take a (?:look|break|minute)|leave (?:it there|(?:that|it|this) open)|go through)\b/i
const HEDGED = /\b(?:if we|maybe|might|perhaps|not sure|would have|could have|should we|did we|have we)\b/i
const SAYS_NO_WHAT = /\b(?:decided|settled|agreed|decision|no objections|carried|adopted|answer)\b[.!]?$/i
const PROPOSAL =
  /\b(?:i propose|i suggest|my proposal|shall we|should we|how about|what if we|why don't we|let's)\b/i
const ASSENT =
  /^(?:yes|yeah|yep|yup|agreed|i agree|sounds good|good|fine|okay|ok|sure|works for me|makes sense|perfect|i'm fine|exactly|\+1|plus one|aye|great|done)\b/i

/** At most eight, the plain ones first, in the order in which they were said. */
export function decisionsIn(sentences: readonly Sentence[]): DraftPoint[] {
  const wholeAt = readingOn(sentences)
  const found = sentences.flatMap((sentence) => {
    const decision = decisionAt(sentence, sentences, wholeAt)
    return decision ? [{ ...decision, index: sentence.index }] : []
  })
  return found
    .toSorted((a, b) => b.weight - a.weight || b.index - a.index) // later ones overrule
    .slice(0, MOST_DECISIONS)
    .toSorted((a, b) => a.index - b.index)
    .map(({ text, evidence }) => ({ text, evidence }))
}

function decisionAt(sentence: Sentence, all: readonly Sentence[], wholeAt: (one: Sentence) => Sentence[]) {
  const { text, line, wordCount } = sentence
  if (wordCount < 4 || wordCount > 50 || SMALL_TALK.test(text)) return null
  const agreeing = assents(sentence, all)
  const evidence = (lines: Sentence[]) => [...new Set([line.number, ...lines.map((one) => one.line.number)])]
  if (SAID.test(text) && !HEDGED.test(text) && !text.endsWith('?')) {
    const weight = (WEAK.test(text) ? 1 : 3) + agreeing.length
    if (weight < 2) return null
    const told = [...new Set(explained(sentence, all).flatMap(wholeAt))]
    return { text: joined(told), evidence: evidence([...told, ...agreeing]), weight }
  }
  if (!PROPOSAL.test(text) || agreeing.length < 2) return null
  const told = wholeAt(sentence)
  return { text: joined(told), evidence: evidence([...told, ...agreeing]), weight: 2 }
}

/** "Then it's decided." says nothing by itself: what was decided stands before it, or after "I'm changing that". */
function explained(sentence: Sentence, all: readonly Sentence[]): Sentence[] {
  if (sentence.wordCount >= 6 || !SAYS_NO_WHAT.test(sentence.text)) return [sentence]
  const follows = /changing|making/i.test(sentence.text)
  const other = all[sentence.index + (follows ? 1 : -1)]
  if (!other || other.wordCount < 4) return [sentence]
  return follows ? [sentence, other] : [other, sentence]
}

/** The others who say yes before anything else is said. */
function assents({ index, line }: Sentence, all: readonly Sentence[]): Sentence[] {
  const agreeing = new Map<string, Sentence>()
  for (const next of all.slice(index + 1, index + 6)) {
    if (next.line.speaker === line.speaker) continue
    if (!ASSENT.test(next.line.text)) break
    if (!agreeing.has(next.line.speaker)) agreeing.set(next.line.speaker, next)
  }
  return [...agreeing.values()]
}
