/** From the first word to the e-mail and the minutes. */
import { lengthOf } from '../../sim/meetings.ts'
import { check } from './check.ts'
import { sameWords } from './same-words.ts'
import type { Walk } from './types.ts'

/** Leaving, processing, artifacts. */
const AFTERMATH_MINUTES = 20

export async function liveTranscript(walk: Walk): Promise<string> {
  await walk.world.until(walk.start.plus({ seconds: lengthOf(walk.script) + 2 }))
  const { lines } = await session(walk)
  check(isSilent(walk) || lines.length > 0, 'no words arrived while people spoke')
  return `${lines.length} lines while people spoke`
}

export async function finalTranscript(walk: Walk): Promise<string> {
  await walk.world.until(walk.start.plus({ seconds: lengthOf(walk.script), minutes: AFTERMATH_MINUTES }))
  const { lines, status } = await session(walk)
  walk.facts.lines = lines.length
  check(status === 'complete', `the session is ${status}`)
  const difference = sameWords(walk.script.lines, lines)
  check(difference === null, difference ?? '')
  return `${lines.length} lines, every word of the meeting once`
}

export async function summarized(walk: Walk): Promise<string> {
  if (isSilent(walk)) return 'nothing was said, nothing is claimed'
  const { summary, lines } = await session(walk)
  check(summary?.status === 'completed', `the summary is ${summary?.status}: ${summary?.trouble}`)
  const { tldr, decisions, actionItems, followUpQuestions, highlights, status, writtenBy } = summary
  const points = [...tldr, ...decisions, ...actionItems, ...followUpQuestions, ...highlights]
  walk.facts.summary = { status, writtenBy, points: points.length }
  const known = new Set(lines.map(({ id }) => id))
  check(tldr.length > 0, 'the summary has no tl;dr')
  const bare = points.find(({ lineIds }) => lineIds.length === 0 || !lineIds.every((id) => known.has(id)))
  check(bare === undefined, `a point without a source: ${bare?.text}`)
  return `${points.length} points, each with its lines, by ${writtenBy}`
}

export async function mailed(walk: Walk): Promise<string> {
  const { script, facts, world, sessionId } = walk
  const letters = world.sims.mail.messages().filter(({ text }) => text?.includes(sessionId))
  const mails = letters.filter(({ subject }) => isAboutNotes(subject))
  facts.emails = new Set(mails.map(({ messageId }) => messageId)).size
  const expected = isSilent(walk) ? 0 : 1
  check(
    facts.emails === expected && mails.length === expected,
    `${mails.length} mails instead of ${expected}`,
  )
  check(
    !mails[0] || mails[0].subject.includes(script.title.slice(0, 40)),
    `the subject is "${mails[0]?.subject}"`,
  )
  return mails[0] ? `"${mails[0].subject}"` : 'none, as nothing was said'
}

/** The letter of a meeting's notes ends its subject with the day; letters about a bot in the lobby do not. */
export const isAboutNotes = (subject: string): boolean => / · \w+ \d+ \w+ \d{4}$/.test(subject)

/** Our minutes against Recall's own account of the recording. */
export async function metered(walk: Walk): Promise<string> {
  const { person, start, facts, sessionId } = walk
  const { meetings } = await person.browser.api('GET /v1/usage', {
    query: { month: start.toFormat('yyyy-MM') },
  })
  const row = meetings.find((meeting) => meeting.sessionId === sessionId)
  const truth = await recordedSeconds(walk)
  facts.billable_seconds = row?.recordedSeconds ?? 0
  check(
    Math.abs(facts.billable_seconds - truth) < 1,
    `metered ${facts.billable_seconds} s, Recall recorded ${truth} s`,
  )
  check(row?.billableMinutes === Math.ceil(facts.billable_seconds / 60), `${row?.billableMinutes} minutes`)
  return `${facts.billable_seconds} s = ${row?.billableMinutes} minutes, as Recall's own times say`
}

const isSilent = ({ script }: Walk) => script.lines.length === 0

const session = ({ person, sessionId }: Walk) =>
  person.browser.api('GET /v1/sessions/{id}', { params: { id: sessionId } })

/** From in_call_recording to call_ended, as Recall tells it. */
async function recordedSeconds({ world, recallBotId }: Walk): Promise<number> {
  const bot = await world.product.context.recall?.readBot(recallBotId)
  const at = (code: string) => bot?.statusChanges.find((change) => change.code === code)?.at
  const [from, to] = [at('in_call_recording'), at('call_ended')]
  check(from !== undefined && to !== undefined, 'Recall knows no recording')
  return to.diff(from).as('seconds')
}
