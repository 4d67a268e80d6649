/**
 * `liveconvo ask DIR "question" [--json]`: an answer in the words of the transcripts below a folder, with the file and
 * the numbers of the lines, or "not found in your meetings". By words alone; no model and no network.
 */
import { parseArgs } from 'node:util'
import { answerQuestion } from '../../src/pipeline/asking/answer-question.ts'
import { findPassages } from '../../src/pipeline/asking/find-passages.ts'
import { NOT_FOUND } from '../../src/pipeline/asking/types.ts'
import { type Chunk, chunksOf } from '../../src/pipeline/search/chunks.ts'
import type { Rankable } from '../../src/pipeline/search/rank-chunks.ts'
import { type Command, print, Wrong } from '../command.ts'
import { type FileMeeting, readFolder } from '../read-lines.ts'

const help = `Usage: liveconvo ask DIR "question" [--json]

An answer in the words of the transcripts below DIR (or in one file), with the file and the numbers of the lines, or
"Not found in your meetings." No model, no network.

--json    the answer as JSON, with the cited lines`

export const command: Command = { help, run }

async function run(args: string[]): Promise<undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  })
  const [path, question] = positionals
  if (!path || !question?.trim()) throw new Wrong('Ask so: liveconvo ask DIR "question" [--json]', 2)
  const answer = await answerFrom(readFolder(path), question)
  print(values.json ? JSON.stringify(answer, null, 2) : asText(answer))
}

type Passage = Chunk & Rankable
type Cited = { number: number; speaker: string; text: string; start: number | null }
type FileAnswer = {
  question: string
  isFound: boolean
  message: string | null
  writtenBy: string
  answer: { text: string; file: string; evidence: number[]; lines: Cited[] }[]
}

async function answerFrom(files: readonly FileMeeting[], question: string): Promise<FileAnswer> {
  const passages = files.flatMap(({ file, meeting }) =>
    chunksOf(meeting.lines).map((chunk, place): Passage => ({ ...chunk, meeting: file, place })),
  )
  const lines = findPassages(question, passages).flatMap((passage) => linesOf(passage, files))
  const excerpt = {
    title: '',
    people: [],
    lines: lines.map(({ cited: { speaker, text } }, index) => ({
      number: index + 1,
      id: String(index),
      speaker,
      text,
    })),
  }
  const { points, writtenBy } = await answerQuestion(null, question, excerpt)
  const answer = points.flatMap(({ text, evidence }) => {
    const cited = evidence.flatMap((number) => lines[number - 1] ?? [])
    const [first] = cited
    const own = cited.filter(({ file }) => file === first?.file).map((one) => one.cited)
    return first ? [{ text, file: first.file, evidence: own.map(({ number }) => number), lines: own }] : []
  })
  const isFound = answer.length > 0
  return { question, isFound, message: isFound ? null : NOT_FOUND, writtenBy, answer }
}

function linesOf(passage: Passage, files: readonly FileMeeting[]): { file: string; cited: Cited }[] {
  const found = files.find(({ file }) => file === passage.meeting)
  const lines = found?.meeting.lines.slice(passage.from, passage.to + 1) ?? []
  return lines.map(({ number, speaker, text }) => ({
    file: passage.meeting,
    cited: { number, speaker, text, start: found?.starts?.[number - 1] ?? null },
  }))
}

const asText = ({ answer, message }: FileAnswer) =>
  message ??
  answer.map(({ text, file, evidence }) => `- ${text}\n  ${file}, lines ${evidence.join(', ')}`).join('\n')
