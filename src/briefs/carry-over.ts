/** What earlier meetings left behind: what was said last time, tasks that are not done, questions without an answer. */

import type { Related } from '#briefs/find-related.ts'
import type { BriefPoint, BriefQuestion, BriefTask, Earlier } from '#briefs/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import { personNamed } from '#pipeline/text/person-named.ts'

const SHOWN_MEETINGS = 3
const MOST_TASKS = 15
const MOST_QUESTIONS = 6
const MOST_DECISIONS = 4
const LINES_OF_A_POINT = 3

export type CarriedOver = { earlier: Earlier[]; tasks: BriefTask[]; questions: BriefQuestion[] }

/** `related` newest first; `me` is the reader's name. */
export async function carryOver(
  tx: OrganizationTx,
  related: readonly Related[],
  me: string,
): Promise<CarriedOver> {
  const lines = await linesOf(tx, related)
  const point = ({ id }: Related, { text, transcriptIds }: Point): BriefPoint => ({
    ...{ text, sessionId: id },
    lines: transcriptIds.flatMap((one) => lines.get(one) ?? []).slice(0, LINES_OF_A_POINT),
  })
  return {
    earlier: related.slice(0, SHOWN_MEETINGS).map((meeting) => ({
      ...{ sessionId: meeting.id, title: meeting.title, at: meeting.at, isSeries: meeting.isSeries },
      shared: meeting.shared.map(({ name, email }) => name ?? email),
      tldr: meeting.tldr.filter(holds).map((one) => point(meeting, one)),
      decisions: decisionsOf(meeting).map((one) => point(meeting, one)),
    })),
    tasks: related
      .flatMap((meeting) => tasksOf(meeting, me, point))
      .toSorted(mineFirst)
      .slice(0, MOST_TASKS),
    questions: related.slice(0, 1).flatMap((meeting) =>
      meeting.followUpQuestions
        .filter(holds)
        .slice(0, MOST_QUESTIONS)
        .map((one) => ({ ...point(meeting, one), ...whence(meeting, one) })),
    ),
  }
}

/** What the short version has said already is not said twice. */
function decisionsOf({ tldr, keyDecisions }: Related): Point[] {
  const told = new Set(tldr.map(({ text }) => text))
  return keyDecisions.filter((one) => holds(one) && !told.has(one.text)).slice(0, MOST_DECISIONS)
}

const holds = ({ isUnverified }: Point) => isUnverified !== true
const whence = (meeting: Related, { id = '' }: Point) => ({
  pointId: id,
  meeting: meeting.title,
  at: meeting.at,
})

function tasksOf(
  meeting: Related,
  me: string,
  point: (meeting: Related, one: Point) => BriefPoint,
): BriefTask[] {
  return meeting.actionItems
    .filter((item) => holds(item) && !item.isDone)
    .map((item) => ({
      ...{ ...point(meeting, item), ...whence(meeting, item) },
      ...{ owner: item.owner, dueDate: item.dueDate, isConfirmed: item.isConfirmed },
      isMine: item.owner !== null && personNamed(item.owner, [me]) !== null,
    }))
}

/** The sort is stable: within each group the newest meeting stays first. */
const mineFirst = (a: BriefTask, b: BriefTask) => Number(b.isMine) - Number(a.isMine)

/** Where each cited line stands. */
async function linesOf(tx: OrganizationTx, related: readonly Related[]) {
  const ids = related.flatMap(({ tldr, keyDecisions, actionItems, followUpQuestions }) =>
    [tldr, keyDecisions, actionItems, followUpQuestions].flat().flatMap(({ transcriptIds }) => transcriptIds),
  )
  if (ids.length === 0) return new Map<string, { id: string; start: number }>()
  const rows = await tx
    .selectFrom('transcripts')
    .select(['id', 'startTimeSeconds as start'])
    .where('id', 'in', [...new Set(ids)])
    .where('isRedacted', '=', false)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
