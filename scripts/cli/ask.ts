/**
 * `liveconvo ask DIR "question" [--json]`: an answer in the words of the transcripts below a folder, with the file and
 * the numbers of the lines, or "not found in your meetings". By words alone; no model and no network.
 */
import { parseArgs } from 'node:util'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { answerQuestion } from '../../src/pipeline/asking/answer-question.ts'
import { findPassages } from '../../src/pipeline/asking/find-passages.ts'
import { NOT_FOUND } from '../../src/pipeline/asking/types.ts'
import { type Chunk, chunksOf } from '../../src/pipeline/search/chunks.ts'
import type { Rankable } from '../../src/pipeline/search/rank-chunks.ts'
import { type FileMeeting, readFolder } from './read-lines.ts'

/** Prints to stdout. Throws CannotStart with one sentence for the person. */
export async function ask(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  })
  const [path, question] = positionals
  if (!path || !question?.trim()) throw new CannotStart('Ask so: liveconvo ask DIR "question" [--json]')
  const answer = await answerFrom(readFolder(path), question)
  process.stdout.write(`${values.json ? JSON.stringify(answer, null, 2) : asText(answer)}\n`)
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
