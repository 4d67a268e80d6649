import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'liveconvo-notes-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => {
  writeFileSync(
    join(folder, 'warehouse.vtt'),
    `WEBVTT

00:00:01.000 --> 00:00:04.000
Ana Lima: The forklift course costs nine hundred euros for each of the drivers.

00:00:05.000 --> 00:00:06.000
Ben Ott: That is a lot of money for a single day of driving around.

00:00:07.000 --> 00:00:09.000
Ana Lima: I'll send the list of the drivers to the school by Friday.
`,
  )
  writeFileSync(join(folder, 'empty.vtt'), 'WEBVTT\n')
})

function liveconvo(...args: string[]) {
  const run = spawnSync(process.execPath, ['bin/liveconvo.mjs', ...args], { encoding: 'utf8' })
  return { code: run.status, out: run.stdout, wrong: run.stderr }
}

test('summarize cites lines by their number, and shows them', () => {
  const { code, out } = liveconvo('summarize', join(folder, 'warehouse.vtt'), '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    writtenBy: 'extractive',
    actionItems: [{ owner: 'Ana Lima', due: 'by Friday', evidence: [3] }],
    lines: expect.arrayContaining([expect.objectContaining({ number: 3, speaker: 'Ana Lima', start: 7 })]),
  })
})

test('summarize has empty notes of an empty transcript', () => {
  const { code, out } = liveconvo('summarize', join(folder, 'empty.vtt'), '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ tldr: [], actionItems: [], lineCount: 0 })
})

test('ask answers with lines, or says that it is not there', () => {
  const found = JSON.parse(liveconvo('ask', folder, 'What does the forklift course cost?', '--json').out)
  expect(found.isFound).toBe(true)
  expect(found.answer[0]).toMatchObject({ file: join(folder, 'warehouse.vtt'), evidence: [1] })
  expect(liveconvo('ask', folder, 'Who bakes the wedding cake?').out).toBe('Not found in your meetings.\n')
})

test.each([
  [['summarize'], 2, 'Say which transcript'],
  [['summarize', '/nowhere.vtt'], 1, 'cannot be read'],
  [['ask', '/nowhere', 'What?'], 1, 'There is nothing at /nowhere'],
])('%j is answered with one sentence', (args, code, sentence) => {
  const run = liveconvo(...args)
  expect([run.code, run.out]).toEqual([code, ''])
  expect(run.wrong).toContain(sentence)
})
