// What people say in a meeting. Scripts are the truth that every stand-in agrees on; the meeting link names one.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { MeetingScript } from './meeting-script.ts'
import type { Store } from './store.ts'
import { parseScript } from './vtt.ts'

export type Meetings = {
  /** Makes a script playable under its name (`play=<name>` in a link); the last one added under a name wins. */
  add(script: MeetingScript): void
  get(name: string): MeetingScript | undefined
  names(): string[]
}

/** The scripts shipped in sim/meetings, and those added at run time, which are kept with the rest of the state. */
export function openMeetings(store: Store, shipped = join(import.meta.dirname, 'meetings')): Meetings {
  const own = store.collection<MeetingScript>('meetings')
  const scripts = new Map(readFolder(shipped).map((script) => [script.name, script]))
  return {
    add: (script) => own.set(script.name, script),
    get: (name) => own.get(name) ?? scripts.get(name),
    names: () => [...new Set([...scripts.keys(), ...own.values().map((script) => script.name)])].sort(),
  }
}

/** The length of the talk, in seconds. */
export const lengthOf = (script: MeetingScript): number =>
  script.lines.reduce((end, line) => Math.max(end, line.end), 0)

function readFolder(dir: string): MeetingScript[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.vtt'))
    .map((file) => parseScript(basename(file, '.vtt'), readFileSync(join(dir, file), 'utf8')))
}
