/** `liveconvo explain`: whether a bot joins one meeting under some rules, with every step of the decision. */
import { parseArgs } from 'node:util'
import { DateTime } from 'luxon'
import { decide } from '../../src/calendar/deciding/decide.ts'
import { sentenceOf, stepSentence } from '../../src/calendar/deciding/sentences.ts'
import type { Decision, Sighting } from '../../src/calendar/deciding/types.ts'
import { type Command, print, Wrong } from '../command.ts'
import { readInput } from '../read-input.ts'
import { readRules } from '../read-rules.ts'
import { type GivenEvent, readSighting } from '../read-sighting.ts'

const help = `Usage: liveconvo explain --event FILE --rules FILE [--now TIME] [--owner EMAIL] [--zone ZONE] [--json]

Decides about one meeting as the product would, and prints every step.

--event   an .ics file, an event as Google's or Microsoft's API shows it, or the text of an invitation; - is piped in
--rules   JSON: { "excludedKeywords": ["HR"], "autoJoinScope": "external_only", … }; what is left out is as proposed.
          Or { "owner", "rules", "overrides": { "event", "series" }, "policies": { "locked", "neverKeywords", … } }
--now     as if it were this time: 2026-11-23T09:00:00Z
--owner   whose calendar the event stands in
--zone    the zone of the times that are printed; UTC by itself
--json    the decision as JSON`

const options = {
  event: { type: 'string' },
  rules: { type: 'string' },
  now: { type: 'string' },
  owner: { type: 'string' },
  zone: { type: 'string' },
  json: { type: 'boolean' },
} as const

async function run(args: string[]): Promise<undefined> {
  const { values } = parseArgs({ args, options })
  if (!values.event || !values.rules) throw new Wrong(`--event and --rules are needed.\n\n${help}`, 2)
  const now = timeOf(values.now)
  const given = readRules(readInput(values.rules))
  const event = readSighting(readInput(values.event), values.owner?.toLowerCase() ?? given.owner, now)
  const decision = decide(event.sighting, given.rules, given.overrides, given.policies, now)
  print(values.json ? asJson(event, decision) : asText(event, decision, zoneOf(values.zone)))
}

export const command: Command = { help, run }

function timeOf(text: string | undefined): DateTime {
  const time = text === undefined ? DateTime.utc() : DateTime.fromISO(text, { zone: 'utc' })
  if (!time.isValid) throw new Wrong(`--now ${text} is no time such as 2026-11-23T09:00:00Z`, 2)
  return time
}

function zoneOf(zone = 'utc'): string {
  if (!DateTime.utc().setZone(zone).isValid)
    throw new Wrong(`--zone ${zone} is no time zone such as Europe/Vienna`, 2)
  return zone
}

function asJson({ sighting, assumed }: GivenEvent, decision: Decision): string {
  const { join, because, step, trail } = decision
  const told = {
    ...{ join, at: decision.join ? decision.at.toUTC().toISO() : null, because, step },
    sentence: sentenceOf(decision),
    trail: trail.map((one) => ({ ...one, sentence: stepSentence(one, because) })),
    ...{ title: sighting.title, start: sighting.start.toISO(), link: sighting.link, assumed },
  }
  return JSON.stringify(told, null, 2)
}

const marks = { passed: '·', join: '✓', skip: '✗' } as const

function asText({ sighting, assumed }: GivenEvent, decision: Decision, zone: string): string {
  const steps = decision.trail.map(
    (step) => `  ${marks[step.outcome]} ${stepSentence(step, decision.because)}`,
  )
  const notes = assumed.map((note) => `  (${note})`)
  return [heading(sighting, zone), ...notes, '', withTime(decision, zone), '', ...steps].join('\n')
}

function heading({ title, start, end, link }: Sighting, zone: string): string {
  const from = start.setZone(zone)
  const until = end.setZone(zone)
  const where = link.isJoinable ? link.roomKey : (link.platform ?? 'no link')
  const ends = until.hasSame(from, 'day') ? until.toFormat('HH:mm') : until.toFormat('d LLL HH:mm')
  return `${title || '(no title)'}\n  ${from.toFormat('ccc d LLL yyyy HH:mm')} to ${ends} ${from.toFormat('ZZZZ')}, ${where}`
}

/** "Joining 13:58 because …": the time stands after the first word. */
function withTime(decision: Decision, zone: string): string {
  const sentence = sentenceOf(decision)
  return decision.join
    ? sentence.replace(/^Joining/, `Joining ${decision.at.setZone(zone).toFormat('HH:mm')}`)
    : sentence
}
