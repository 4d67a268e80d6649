/** A model server that stumbles is asked once more; one that wants a long pause, or no more of us, is not. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Refusal } from '#lib/errors.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { type StandInModel, standInModel } from '#test/stand-in-model.ts'

let models: StandInModel
beforeAll(async () => {
  models = await standInModel(manualClock(DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })))
})
afterAll(() => models[Symbol.asyncDispose]())

const question = (material: string) => ({
  ...{ name: 'answer', instructions: 'Answer.', material },
  shape: z.object({ text: z.string() }),
})
/** What each answer was, the first one first. */
const answers = (model: string) =>
  models
    .calls()
    .filter((call) => call.model === model)
    .map(({ status }) => status)
    .toReversed()

test.each(['sim-429-once', 'sim-500-once'])('%s: the second try is answered', async (model) => {
  await models.named(model).ask(question(model))
  expect(answers(model)).toEqual([expect.any(Number), 200])
})

test('what is written as it comes is asked for once more, too', async () => {
  const text = await models
    .named('sim-500-once')
    .write({ instructions: 'Write.', material: 'a report', onText: () => {} })
  expect(text).not.toBe('')
})

test.each([
  ['sim-500', 'provider_unavailable', [500, 500]],
  ['sim-429', 'provider_rate_limited', [429, 429]],
  ['sim-busy', 'provider_rate_limited', [429]],
  ['sim-401', 'provider_auth', [401]],
  ['sim-context', 'provider_refused', [400]],
])('%s: %s, after %j', async (model, code, statuses) => {
  await expect(models.named(model).ask(question(model))).rejects.toMatchObject({ code })
  expect(answers(model)).toEqual(statuses)
})

test('how long a busy server wants to be left alone is handed on', async () => {
  const refusal: Refusal = await models
    .named('sim-busy')
    .ask(question('again'))
    .then(Promise.reject, (no) => no)
  expect(refusal.extra).toEqual({ retryAfterSeconds: 60 })
})
