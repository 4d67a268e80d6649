/** The cues of WebVTT and SubRip: `<v Name>` or "Name: " says who speaks; tags, notes and styles are left out. */

import { speakerIn } from '#transfer/reading/speaker-in.ts'
import type { ReadLine } from '#transfer/reading/types.ts'

const TIMES =
  /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/

export function readCues(text: string): ReadLine[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const rows = block.split('\n')
    const at = rows.findIndex((row) => TIMES.test(row))
    const times = TIMES.exec(rows[at] ?? '')
    if (!times) return [] // the header, a NOTE, a STYLE
    const words = rows
      .slice(at + 1)
      .join(' ')
      .trim()
    const voice = /<v(?:\.[^ >]*)?\s+([^>]+)>/.exec(words)?.[1]
    const plain = unescaped(words.replaceAll(/<[^<>]*>/g, ' '))
    const said = voice ? { speaker: unescaped(voice), text: plain } : speakerIn(plain)
    const [start, end] = [seconds(times.slice(1, 5)), seconds(times.slice(5, 9))]
    return said.text === '' ? [] : [{ ...said, start, end }]
  })
}

const seconds = ([h = '0', m = '0', s = '0', ms = '0']: (string | undefined)[]) =>
  Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(ms.padEnd(3, '0')) / 1000

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' }
const unescaped = (text: string) =>
  text
    .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
