/**
 * What becomes of the points of a summary when their lines are changed: corrected words and names follow, a point
 * whose lines are all redacted goes, and so does one that those left do not carry; one that its corrected lines no
 * longer carry is marked, with the reason. What a person wrote is never changed by this. Pure.
 */
import type { ActionItem, Point, Topic } from '#db/json.ts'
import type { ChangedWords } from '#events/events.ts'
import { followWords } from '#pipeline/following/follow-words.ts'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type Meeting, noNotes } from '#pipeline/types.ts'
import { mapSections, type Section, type Sections } from '#sessions/points/sections.ts'

type Change = {
  /** The lines that were changed. */
  transcriptIds: ReadonlySet<string>
  words: readonly ChangedWords[]
  /** The meeting as it stands now, without its redacted lines. */
  meeting: Meeting
}

export function followPoints(sections: Sections, change: Change): Sections {
  const { transcriptIds, words, meeting } = change
  const numbers = new Map(meeting.lines.map(({ id, number }) => [id, number]))
  const names = words.filter(({ transcriptId }) => transcriptId === null)
  const follow = <P extends Point>(points: readonly P[], section: Section): P[] =>
    points.flatMap((point) => {
      const renamed = withNames(point, names)
      if (!point.transcriptIds.some((id) => transcriptIds.has(id))) return [renamed]
      const gone = point.transcriptIds.filter((id) => !numbers.has(id)).length
      if (section === 'topics' && gone > 0 && !point.isEdited) return [] // a note retells: it may repeat what went
      if (gone === point.transcriptIds.length) return point.isEdited ? [unsupported(renamed)] : []
      const corrected = judged(withWords(renamed, words), meeting, numbers)
      if (gone > 0 && corrected.isUnverified && !point.isEdited) return [] // a mark would still show what went
      return [corrected]
    })
  return { ...mapSections(sections, follow), topics: followTopics(sections.topics, words, follow) }
}

/** The title of a topic may repeat what was taken out of it. */
const followTopics = (
  topics: readonly Topic[],
  words: readonly ChangedWords[],
  follow: (points: readonly Point[], section: Section) => Point[],
): Topic[] =>
  topics.flatMap(({ title, points }) => {
    const left = follow(points, 'topics')
    if (left.length === 0) return []
    if (left.length < points.length) return [{ title: 'Topic', points: left }]
    return [{ title: withTitle(title, points, words), points: left }]
  })

const withTitle = (title: string, points: readonly Point[], words: readonly ChangedWords[]): string =>
  words
    .filter(({ transcriptId: id }) => id === null || points.some((point) => point.transcriptIds.includes(id)))
    .reduce((text, { from, to }) => (to === '' ? text : followWords(text, from, to)), title)

/** Who was renamed everywhere is renamed in what was written about them, and as the owner of a task. */
function withNames<P extends Point>(point: P, names: readonly ChangedWords[]): P {
  let text = point.text
  let owner = isAction(point) ? point.owner : null
  for (const { from, to } of names) {
    if (!point.isEdited) text = followWords(text, from, to)
    if (owner === from) owner = to
  }
  return { ...point, text, ...(isAction(point) && { owner }) }
}

function withWords<P extends Point>(point: P, words: readonly ChangedWords[]): P {
  if (point.isEdited) return point
  let text = point.text
  for (const { transcriptId, from, to } of words)
    if (to !== '' && transcriptId !== null && point.transcriptIds.includes(transcriptId))
      text = followWords(text, from, to)
  return { ...point, text }
}

const isAction = (point: Point): point is ActionItem => 'owner' in point

/** The same check that the point passed when it was written. A person's own words are theirs to judge. */
function judged<P extends Point>(point: P, meeting: Meeting, numbers: ReadonlyMap<string, number>): P {
  if (point.isEdited) return point
  const evidence = point.transcriptIds.flatMap((id) => numbers.get(id) ?? [])
  const { dropped } = verifyPoints({ ...noNotes(), tldr: [{ text: point.text, evidence }] }, meeting)
  const { isUnverified: _, because: __, ...plain } = point
  const [objection] = dropped
  // What is left out above is optional in every point.
  return (objection ? { ...plain, isUnverified: true, because: objection.because } : plain) as P
}

const unsupported = <P extends Point>(point: P): P => ({
  ...point,
  isUnverified: true,
  because: 'its lines were redacted',
})
