import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import { linkPlatforms } from '#calendar/links/link-platforms.ts'
import { unwrapLink } from '#calendar/links/unwrap-link.ts'
import { noMeeting, type Trap } from '#calendar/links/vectors/no-meeting.ts'
import { whereBotsGo } from '#calendar/links/vectors/where-bots-go.ts'
import { whereNoBotGoes } from '#calendar/links/vectors/where-no-bot-goes.ts'
import { wrappedLinks } from '#calendar/links/vectors/wrapped-links.ts'
import { unescapeHtml } from '#calendar/links/visible-text.ts'

const inBody = (text: string) => findMeetingLink({ sources: [{ where: 'body', text }], isPending: false })

for (const [input, service, roomKey, url] of [...whereBotsGo, ...wrappedLinks])
  test(`a bot goes to ${input}`, () => {
    expect(inBody(input)).toMatchObject({ isJoinable: true, room: { service, roomKey, ...(url && { url }) } })
  })

for (const [input, service, roomKey] of whereNoBotGoes)
  test(`no bot goes to ${input}, but it is recognised`, () => {
    expect(inBody(input)).toMatchObject({
      ...{ isJoinable: false, reason: 'unsupported_platform' },
      room: { service, roomKey },
    })
  })

test.each([
  ['https://acme.zoomgov.com/j/1612345678', 'Zoom for Government meetings'],
  ['https://gov.teams.microsoft.us/meet/21345678901234', 'Teams meetings of the US government cloud'],
  ['https://dod.teams.microsoft.us/meet/21345678901234', 'Teams meetings of the US Department of Defense'],
  ['https://us06web.zoom.com.cn/j/85512345678', 'Zoom meetings of the Chinese service'],
  ['https://acme.zoom-x.de/my/ana', 'Zoom X meetings of Deutsche Telekom'],
  ['https://whereby.com/ana', 'Whereby meetings'],
])('%s is called by its name: %s', (input, name) => {
  const { platform } = inBody(input)
  const trail = [{ step: 'link', outcome: 'skip' as const, ...(platform && { detail: platform }) }]
  expect(sentenceOf({ because: 'unsupported_platform', trail })).toBe(`Not joining: no bot can join ${name}`)
})

test.each<Trap>(noMeeting)('%s is no meeting', (input, reason) => {
  expect(inBody(input)).toMatchObject({ isJoinable: false, reason, room: null })
})

test('every platform has a link of its own among these', () => {
  const seen = new Set([...whereBotsGo, ...whereNoBotGoes].map(([, platform]) => platform))
  expect(linkPlatforms.filter((platform) => !seen.has(platform))).toEqual([])
})

const DATA = '../shared/data/calendar'
const lines = (file: string) =>
  existsSync(`${DATA}/${file}`) ? readFileSync(`${DATA}/${file}`, 'utf8').trim().split('\n') : []

/** These vectors call four platforms by their companies' names. */
const OURS: Record<string, string> = {
  ...{ calcom: 'cal_video', proton_meet: 'proton', tencent: 'voov', skype_business: 'skype' },
}

describe.skipIf(!existsSync(DATA))(`recorded vectors (skipped where ${DATA} is absent)`, () => {
  test.each<string>(lines('link-vectors-design.jsonl'))('%s', (line) => {
    const { input, expect: expected } = JSON.parse(line)
    const { room } = inBody(input)
    if (expected === null) expect(room).toBeNull()
    else
      expect(room).toMatchObject({
        service: OURS[expected.platform] ?? expected.platform,
        roomKey: expected.key,
      })
  })

  test.each(lines('link-vectors-wrapped.tsv').slice(1))('unwraps %s', (line) => {
    const [wrapped = '', expected] = line.split('\t')
    expect(unwrapLink(unescapeHtml(wrapped))).toBe(expected)
  })
})
