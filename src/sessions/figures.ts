/**
 * What can be counted in a transcript: who spoke how long, the longest monologue, questions, silence. Exact and pure;
 * all times in seconds. Two people who speak at once both count, but the time counts once as speech.
 */
export type SpokenLine = { speaker: string; text: string; start: number; end: number; isOwner: boolean }

export type SpeakerFigures = {
  speaker: string
  isOwner: boolean
  /** The union of their lines. */
  seconds: number
  /** Of all speakers' seconds together, 0 to 1. */
  share: number
  words: number
  questions: number
}
export type Figures = {
  speakers: SpeakerFigures[]
  /** Lines of one person without another's in between. */
  longestMonologue: { speaker: string; start: number; seconds: number } | null
  questions: number
  /** Of the recording's length, or to the last word where that is later. */
  silenceSeconds: number
  spokenSeconds: number
  /** While more than one spoke. */
  overlapSeconds: number
}

export function figuresOf(lines: readonly SpokenLine[], durationSeconds: number): Figures {
  const bySpeaker = [...Map.groupBy(lines, ({ speaker }) => speaker)]
  const each = bySpeaker.map(([speaker, theirs]) => ({
    speaker,
    isOwner: theirs.some(({ isOwner }) => isOwner),
    seconds: coveredSeconds(theirs),
    words: sum(theirs, ({ text }) => wordsIn(text)),
    questions: sum(theirs, ({ text }) => questionsIn(text)),
  }))
  const talked = sum(each, ({ seconds }) => seconds)
  const spoken = coveredSeconds(lines)
  const whole = Math.max(durationSeconds, ...lines.map(({ end }) => end))
  return {
    speakers: each
      .map((one) => ({ ...one, seconds: rounded(one.seconds), share: talked > 0 ? one.seconds / talked : 0 }))
      .toSorted((a, b) => b.seconds - a.seconds || a.speaker.localeCompare(b.speaker)),
    longestMonologue: longestMonologue(lines),
    questions: sum(each, ({ questions }) => questions),
    silenceSeconds: rounded(Math.max(0, whole - spoken)),
    spokenSeconds: rounded(spoken),
    overlapSeconds: rounded(talked - spoken),
  }
}

/** Length of the union of the intervals. */
function coveredSeconds(lines: readonly { start: number; end: number }[]): number {
  let covered = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { start, end } of lines.toSorted((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return covered
}

function longestMonologue(lines: readonly SpokenLine[]): Figures['longestMonologue'] {
  const runs: { speaker: string; start: number; end: number }[] = []
  for (const { speaker, start, end } of lines) {
    const last = runs.at(-1)
    if (last?.speaker === speaker) last.end = Math.max(last.end, end)
    else runs.push({ speaker, start, end })
  }
  const [longest] = runs.toSorted((a, b) => b.end - b.start - (a.end - a.start))
  return longest
    ? { speaker: longest.speaker, start: longest.start, seconds: rounded(longest.end - longest.start) }
    : null
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
const wordsIn = (text: string) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length
/** A row of marks is one question; the marks of other scripts count, too. */
const questionsIn = (text: string) => text.match(/[?？؟][?？؟!]*/g)?.length ?? 0

const sum = <T>(list: readonly T[], of: (item: T) => number) => list.reduce((all, item) => all + of(item), 0)
const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000
