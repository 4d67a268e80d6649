/** A meeting of one hour, out of the talk of the shipped ones. */
import { globSync } from 'node:fs'
import { readMeeting } from '../../journey/meeting-file.ts'

const HOUR_SECONDS = 3_600
const LINE_SECONDS = 5

export function oneHour(): { title: string; text: string } {
  const said = globSync('sim/meetings/*.vtt')
    .sort()
    .flatMap((file) => readMeeting(file).lines)
  const cues = Array.from({ length: HOUR_SECONDS / LINE_SECONDS }, (_, at) => {
    const line = said[at % said.length]
    const from = at * LINE_SECONDS
    return `${stamp(from)} --> ${stamp(from + LINE_SECONDS - 0.5)}\n<v ${line?.speaker}>${line?.text}`
  })
  return { title: 'An hour of everything', text: `WEBVTT\n\n${cues.join('\n\n')}\n` }
}

const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
