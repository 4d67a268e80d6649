/** Reads the meetings with human references below a folder: QMSum, AMI's abstracts, the Ethereum calls. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import type { Meeting } from '../../src/pipeline/types.ts'
import { readMeeting } from '../journey/meeting-file.ts'

export type Question = { query: string; answer: string; spans: [number, number][] }
export type AskedMeeting = {
  name: string
  split: string
  meeting: Meeting
  /** "Summarize the whole meeting", with what a person wrote. */
  whole: Question[]
  specific: Question[]
}
export type AbstractedMeeting = { name: string; meeting: Meeting; abstract: string }
/** Something that a person or the reference noted, in seconds of the recording. */
export type Moment = { at: number; text: string }
export type Call = {
  name: string
  meeting: Meeting
  starts: number[]
  actions: Moment[]
  decisions: Moment[]
}
export type Data = { asked: AskedMeeting[]; abstracted: AbstractedMeeting[]; calls: Call[] }

/** Everything that is there; throws when nothing is. */
export function readData(folder: string): Data {
  const asked = find(folder, 'qmsum/*/*.json').map(readAsked)
  const data = { asked, abstracted: readAbstracts(folder, asked), calls: readCalls(folder) }
  if (asked.length + data.calls.length === 0)
    throw new CannotStart(
      `There is nothing to evaluate below ${folder}: no qmsum/<split>/*.json, no ethereum-pm-zoom/*/.`,
    )
  return data
}

const find = (folder: string, pattern: string) =>
  globSync([pattern, `**/${pattern}`], { cwd: folder })
    .map((path) => join(folder, path))
    .filter((path, index, all) => all.indexOf(path) === index)
    .sort()

const QuestionJson = z.object({
  query: z.string(),
  answer: z.string(),
  relevant_text_span: z.array(z.tuple([z.coerce.number(), z.coerce.number()])).default([]),
})
const QmsumJson = z.object({
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
  general_query_list: z.array(QuestionJson).default([]),
  specific_query_list: z.array(QuestionJson).default([]),
})

function readAsked(path: string): AskedMeeting {
  const { meeting_transcripts: turns, ...json } = QmsumJson.parse(JSON.parse(readFileSync(path, 'utf8')))
  const lines = turns.map(({ speaker, content }) => ({ speaker, text: content }))
  const questions = (list: z.infer<typeof QuestionJson>[]) =>
    list.map(({ query, answer, relevant_text_span: spans }) => ({ query, answer, spans }))
  return {
    name: basename(path, '.json'),
    split: basename(dirname(path)),
    meeting: meetingOf(basename(path, '.json'), lines),
    whole: questions(json.general_query_list).filter(({ query }) => /whole|meeting/i.test(query)),
    specific: questions(json.specific_query_list),
  }
}

export function meetingOf(title: string, lines: { speaker: string; text: string }[]): Meeting {
  const numbered = lines.map((line, index) => ({ number: index + 1, id: String(index + 1), ...line }))
  return { title, lines: numbered, people: [...new Set(lines.map(({ speaker }) => speaker))] }
}

/** The same meeting stands in QMSum, with its words. */
const readAbstracts = (folder: string, asked: readonly AskedMeeting[]): AbstractedMeeting[] =>
  find(folder, 'ami-summaries/*.abssumm.txt').flatMap((path) => {
    const name = basename(path, '.abssumm.txt')
    const meeting = asked.find((one) => one.name === name)?.meeting
    return meeting ? [{ name, meeting, abstract: readFileSync(path, 'utf8') }] : []
  })

const CallJson = z.object({
  action_items: z.array(z.object({ timestamp: z.string(), action: z.string() })).default([]),
  decisions: z.array(z.object({ timestamp: z.string(), decision: z.string() })).default([]),
})

const readCalls = (folder: string): Call[] =>
  find(folder, 'ethereum-pm-zoom/*/tldr.json').flatMap((path) => {
    const words = ['transcript_corrected.vtt', 'transcript.vtt'].map((name) => join(dirname(path), name))
    const transcript = words.find((file) => existsSync(file))
    if (!transcript) return []
    const { lines } = readMeeting(transcript)
    const { action_items, decisions } = CallJson.parse(JSON.parse(readFileSync(path, 'utf8')))
    const name = basename(dirname(path))
    return [
      {
        name,
        meeting: meetingOf(name, lines),
        starts: lines.map(({ start }) => start),
        actions: action_items.map(({ timestamp, action }) => ({ at: secondsOf(timestamp), text: action })),
        decisions: decisions.map(({ timestamp, decision }) => ({ at: secondsOf(timestamp), text: decision })),
      },
    ]
  })

const secondsOf = (time: string) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
