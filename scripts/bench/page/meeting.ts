/** Meetings as long as one likes, out of the talk of the shipped ones. */
import { globSync } from 'node:fs'
import { readMeeting } from '../../journey/meeting-file.ts'

const HOUR_SECONDS = 3_600
const LINE_SECONDS = 5

export const oneHour = () => talkOf(HOUR_SECONDS / LINE_SECONDS, LINE_SECONDS, 'An hour of everything')

/** So many lines, each so long. */
export function talkOf(lines: number, seconds: number, title: string): { title: string; text: string } {
  const said = globSync('sim/meetings/*.vtt')
    .sort()
    .flatMap((file) => readMeeting(file).lines)
  const cues = Array.from({ length: lines }, (_, at) => {
    const line = said[at % said.length]
    const from = at * seconds
    return `${stamp(from)} --> ${stamp(from + 0.9 * seconds)}\n<v ${line?.speaker}>${line?.text}`
  })
  return { title, text: `WEBVTT\n\n${cues.join('\n\n')}\n` }
}

const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
