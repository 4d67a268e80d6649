/** How fast and how rightly links are recognised, and how a published list of patterns does on the same texts. */
import { existsSync, readFileSync } from 'node:fs'
import { findMeetingLink } from '../../src/calendar/links/find-meeting-link.ts'
import { noMeeting } from '../../src/calendar/links/vectors/no-meeting.ts'
import { whereBotsGo } from '../../src/calendar/links/vectors/where-bots-go.ts'
import { whereNoBotGoes } from '../../src/calendar/links/vectors/where-no-bot-goes.ts'
import { wrappedLinks } from '../../src/calendar/links/vectors/wrapped-links.ts'
import { type BenchLine, perSecond } from './lines.ts'
import { readPatterns, scorePatterns } from './meetingbar.ts'

/** A text and the platform that is behind it; null where there is none. */
export type Scored = { input: string; platform: string | null }
export type Score = { hits: number; of: number; falseHits: number; ofNone: number }

/** MEETINGBAR names MeetingBar's MeetingProviderRegistry.swift; without it only its published figures stand beside ours. */
export async function benchLinks({ isSmall }: { isSmall: boolean }): Promise<BenchLine[]> {
  const sets = [
    { name: 'our vectors', all: ours },
    { name: 'the hard cases', all: hardCases() },
  ]
  const scores = sets.filter(({ all }) => all.length > 0).flatMap(({ name, all }) => compared(name, all))
  return [...scores, published, { name: 'links found in bodies of 8 KB', value: speed(isSmall ? 50 : 500) }]
}

/** Of those 125 cases the 80 in the file are the ones that we have. */
const published: BenchLine = {
  name: "MeetingBar's 69 patterns, as published, on 125 cases of which the hard ones are 80",
  value: '70 of 103 found, 6 of 22 false',
}

const ours: readonly Scored[] = [
  ...[...whereBotsGo, ...wrappedLinks, ...whereNoBotGoes].map(([input, platform]) => ({ input, platform })),
  ...noMeeting.map(([input]) => ({ input, platform: null })),
]

const HARD_CASES = '../shared/data/calendar/link-vectors-design.jsonl'
/** These call four platforms by their companies' names. */
const NAMES: Record<string, string> = {
  calcom: 'cal_video',
  proton_meet: 'proton',
  tencent: 'voov',
  skype_business: 'skype',
}

/** Those that are at hand; none where the folder is not there. */
function hardCases(): Scored[] {
  if (!existsSync(HARD_CASES)) return []
  const lines = readFileSync(HARD_CASES, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { input, expect } = JSON.parse(line)
    return { input, platform: expect && (NAMES[expect.platform] ?? expect.platform) }
  })
}

function compared(name: string, all: readonly Scored[]): BenchLine[] {
  const mine = score(
    all,
    (input) =>
      findMeetingLink({ sources: [{ where: 'body', text: input }], isPending: false }).room?.service ?? null,
  )
  const patterns = readPatterns(process.env.MEETINGBAR)
  const lines = [{ name: `${name}: links found`, value: inWords(mine), goal: 'all of them, 0 false' }]
  if (!patterns) return lines
  return [
    ...lines,
    {
      name: `${name}: MeetingBar's ${patterns.length} patterns`,
      value: inWords(scorePatterns(patterns, all)),
    },
  ]
}

function score(all: readonly Scored[], find: (input: string) => string | null): Score {
  const found = all.map(({ input, platform }) => ({ platform, found: find(input) }))
  const real = found.filter(({ platform }) => platform !== null)
  const none = found.filter(({ platform }) => platform === null)
  return {
    ...{ hits: real.filter((one) => one.found === one.platform).length, of: real.length },
    ...{ falseHits: none.filter((one) => one.found !== null).length, ofNone: none.length },
  }
}

const inWords = ({ hits, of, falseHits, ofNone }: Score) =>
  `${hits} of ${of} found, ${falseHits} of ${ofNone} false`

function speed(count: number): string {
  const filler =
    '<p>We look forward to talking about <a href="https://acme.example/page">this page</a>.</p>'.repeat(90)
  const bodies = ours.map(({ input }) => `${filler}${input}`)
  const look = (text = '') => findMeetingLink({ sources: [{ where: 'body', text }], isPending: false })
  bodies.forEach((body) => void look(body)) // warm
  const before = performance.now()
  for (let index = 0; index < count; index++) look(bodies[index % bodies.length])
  return perSecond(count, performance.now() - before)
}
