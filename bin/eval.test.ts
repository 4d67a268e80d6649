/** The evaluation from the command line: JSON alone, by the built-in engine and by a model over HTTP. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '#lib/manual-clock.ts'
import { standInModel } from '#test/stand-in-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'liveconvo-eval-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => {
  const said = (speaker: string, content: string) => ({ speaker, content })
  mkdirSync(join(folder, 'some/qmsum/val'), { recursive: true })
  writeFileSync(
    join(folder, 'some/qmsum/val/one.json'),
    JSON.stringify({
      meeting_transcripts: [
        said('Ana Lima', 'The forklift course costs nine hundred euros for each of the drivers.'),
        said('Ben Ott', 'We have decided to book the course in the blue warehouse in March.'),
        said('Ana Lima', 'I will send the list of the drivers to the school before Friday evening.'),
      ],
      general_query_list: [{ query: 'Summarize the whole meeting', answer: 'They book a forklift course.' }],
      specific_query_list: [
        {
          query: 'What does the forklift course cost?',
          answer: 'The forklift course costs nine hundred euros.',
          relevant_text_span: [['0', '0']],
        },
      ],
    }),
  )
})

const evaluate = (args: string[], env = {}) =>
  promisify(execFile)(process.execPath, ['bin/liveconvo.mjs', 'eval', ...args], {
    env: { ...process.env, ...env },
  })

test('prints the JSON alone', async () => {
  const { stdout } = await evaluate([folder, '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ engine: 'extractive', meetings: 1, questions: 1, support: 1, failed: 0 },
    rouge: { specific: { r1: expect.any(Number) }, whole: { r1: expect.any(Number) } },
    search: { hit5: 1, mrr: 1 },
    ms_per_hour: expect.any(Number),
  })
})

test('is the same table by any model that speaks Chat Completions', async () => {
  const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  await using models = await standInModel(clock)
  const { stdout } = await evaluate(
    [folder, '--json', '--model', 'sim-notes', '--base-url', models.baseUrl],
    {
      OPENAI_API_KEY: models.apiKey,
    },
  )
  const { engine, support, failed, rouge } = JSON.parse(stdout)
  expect({ engine, support, failed }).toEqual({ engine: 'sim-notes', support: 1, failed: 0 })
  expect(rouge.specific.r1).toBeGreaterThan(0)
  expect(models.calls().length).toBeGreaterThanOrEqual(2)
})

test('says in one sentence what it lacks', async () => {
  await expect(evaluate([])).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Say where') })
})
