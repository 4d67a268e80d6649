/** `liveconvo link`: the meeting link in a text, an HTML body or an event, as JSON. */
import { parseArgs } from 'node:util'
import { findMeetingLink } from '../../src/calendar/links/find-meeting-link.ts'
import { type Command, print, Wrong } from '../command.ts'
import { linkSourcesOf } from '../link-sources.ts'
import { readInput } from '../read-input.ts'

const help = `Usage: liveconvo link [FILE|-] [--jsonl]

Finds the meeting link in a text, an HTML body, or an event in JSON (Google's, Microsoft Graph's, or ours), and prints

  { "platform", "key", "url", "joinable", "reason" }

platform  which service it is, or null where there is none
key       the room, without any passcode: zoom:85512345678
url       what a bot would open
joinable  whether a bot can join there
reason    why not: no_link, phone_only, link_pending, link_wrapped_opaque, registration_only, unsupported_platform

--jsonl   one JSON object per line; its "input" is such a thing, and each is printed with the five fields added`

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { jsonl: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (positionals.length > 1) throw new Wrong('One file at a time.', 2)
  const text = readInput(positionals[0])
  if (values.jsonl) return eachLine(text)
  print(JSON.stringify(told(text), null, 2))
  return 0
}

export const command: Command = { help, run }

type Told = {
  platform: string | null
  key: string | null
  url: string | null
  joinable: boolean
  reason: string | null
}

function told(input: unknown): Told {
  const found = findMeetingLink(linkSourcesOf(input))
  return {
    platform: found.room?.service ?? null,
    key: found.room?.roomKey ?? null,
    url: found.room?.url ?? null,
    joinable: found.isJoinable,
    reason: found.isJoinable ? null : found.reason,
  }
}

/** A line that is no object keeps its place in the output, with the reason `not_json`; the exit code is then 1. */
function eachLine(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map(objectIn)
  print(
    read.map((line) => JSON.stringify(line === null ? unread : { ...line, ...told(line.input) })).join('\n'),
  )
  return read.includes(null) ? 1 : 0
}

const unread: Told = { platform: null, key: null, url: null, joinable: false, reason: 'not_json' }

function objectIn(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
