import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'liveconvo-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function liveconvo(args: string[], input = '') {
  const run = spawnSync(process.execPath, ['bin/liveconvo.mjs', ...args], { input, encoding: 'utf8' })
  return { code: run.status, out: run.stdout, wrong: run.stderr }
}
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const zoom = { platform: 'zoom', key: 'zoom:85512345678', joinable: true, reason: null }
const google = {
  summary: 'Chris / HR 1:1',
  start: { dateTime: '2026-11-23T14:00:00Z' },
  end: { dateTime: '2026-11-23T15:00:00Z' },
  organizer: { email: 'bo@acme.com' },
  attendees: [{ email: 'ana@acme.com', self: true, responseStatus: 'accepted' }, { email: 'bo@acme.com' }],
  location: 'https://zoom.us/j/85512345678',
}
const graph = {
  subject: 'Review',
  onlineMeeting: null,
  body: { contentType: 'html', content: '<a href="https://zoom.us/j/85512345678?pwd=a&amp;b=c">Join</a>' },
}

describe('liveconvo link', () => {
  test.each<[string, unknown]>([
    ['a text', 'Join https://zoom.us/j/85512345678.'],
    ['an HTML body', '<p>zoom.us/j/855<wbr>12345678</p>'],
    ["Google's event", google],
    ["Graph's event", graph],
    ['our own', { title: 'Review', meetingUrl: 'https://zoom.us/j/85512345678' }],
  ])('finds it in %s', (_name, content) => {
    const { code, out } = liveconvo(['link', file('input', content)])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject(zoom)
  })

  test('reads what is piped in, and says why there is none', () => {
    const { out } = liveconvo(['link', '-'], 'https://zoom.us/meeting/register/tJ0abc')
    expect(JSON.parse(out)).toEqual({
      ...{ platform: null, key: null, url: null, joinable: false, reason: 'registration_only' },
    })
  })

  test('--jsonl keeps each line’s own fields; a broken one keeps its place', () => {
    const lines = [
      { id: 1, input: google },
      '{ broken',
      { id: 2, input: '' },
      { id: 3, input: JSON.stringify(graph) },
    ]
    const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
    const { code, out } = liveconvo(['link', '--jsonl'], input)
    expect(code).toBe(1)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: 1, ...zoom },
      { platform: null, reason: 'not_json' },
      { id: 2, platform: null, reason: 'no_link' },
      { id: 3, ...zoom, url: 'https://zoom.us/j/85512345678?pwd=a&b=c' },
    ])
  })
})

describe('liveconvo explain', () => {
  const event = file('event.json', google)
  const now = ['--now', '2026-11-23T09:00:00Z']

  test('prints the sentence and every step', () => {
    const rules = file('rules.json', { excludedKeywords: ['HR'] })
    const { code, out } = liveconvo(['explain', '--event', event, '--rules', rules, ...now])
    expect(code).toBe(0)
    expect(out).toMatch(/^Chris \/ HR 1:1\n {2}Mon 23 Nov 2026 14:00 to 15:00 UTC, zoom:85512345678/)
    expect(out).toContain("\nNot joining: it contains 'HR'\n")
    expect(out).toContain('  · It is not cancelled\n')
    expect(out.trim().split('\n').at(-1)).toBe("  ✗ Not joining: it contains 'HR'")
  })

  test('tells the time to join in the zone that was asked for', () => {
    const rules = file('rules.json', { owner: 'ana@acme.com', rules: { joinBufferMinutes: 5 } })
    const { out } = liveconvo([
      'explain',
      '--event',
      event,
      '--rules',
      rules,
      ...now,
      '--zone',
      'Europe/Vienna',
    ])
    expect(out).toContain('Joining 14:55 because nothing in your rules speaks against it')
  })

  test('--json is the decision with its trail', () => {
    const given = {
      rules: {},
      overrides: { event: true },
      policies: { locked: { autoJoinScope: 'external_only' } },
    }
    const { out } = liveconvo([
      'explain',
      '--event',
      event,
      '--rules',
      file('rules.json', given),
      ...now,
      '--json',
    ])
    const told = JSON.parse(out)
    expect(told).toMatchObject({ join: false, because: 'org_policy', step: 'organization.scope' })
    expect(told.trail.at(-1)).toMatchObject({
      step: 'organization.scope',
      outcome: 'skip',
      detail: 'internal',
    })
  })

  test('takes an event in our own words', () => {
    const ours = {
      title: 'Sync',
      start: '2026-11-23T14:00:00Z',
      meetingUrl: 'https://meet.google.com/abc-defg-hij',
    }
    const { out } = liveconvo([
      'explain',
      '--event',
      file('ours.json', ours),
      '--rules',
      file('r.json', {}),
      ...now,
    ])
    expect(out).toContain('Joining 13:58')
  })

  test.each<[string, string[], number, RegExp]>([
    ['a rule that does not exist', [file('a.json', { keywords: [] })], 1, /has no 'keywords'/],
    ['a rule of the wrong type', [file('b.json', { excludedKeywords: 'HR' })], 1, /must be a list of texts/],
    ['rules that are not JSON', [file('c.json', '{')], 1, /not JSON/],
    ['a file that is not there', [join(folder, 'none')], 1, /no such file/],
    ['a time that is none', [file('d.json', {}), '--now', 'soon'], 2, /no time/],
    ['an option that is none', [file('d.json', {}), '--loud'], 2, /--loud/],
  ])('%s is said in a sentence', (_name, [rules = '', ...more], code, sentence) => {
    const run = liveconvo(['explain', '--event', event, '--rules', rules, ...more])
    expect(run).toMatchObject({ code, out: '', wrong: expect.stringMatching(sentence) })
    expect(run.wrong).not.toContain('    at ')
  })
})

test('says what it can do', () => {
  expect(liveconvo([])).toMatchObject({ code: 0, out: expect.stringContaining('explain') })
  expect(liveconvo(['link', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--jsonl') })
  expect(liveconvo(['dance'])).toMatchObject({
    code: 2,
    wrong: expect.stringContaining("no command 'dance'"),
  })
})
