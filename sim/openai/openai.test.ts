import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import OpenAI, { APIError } from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { manualClock } from '../manual-clock.ts'
import { openStore } from '../store.ts'
import { parseScript } from '../vtt.ts'
import { openaiSim } from './openai.ts'

const clock = manualClock(Date.UTC(2026, 0, 5, 9))
const sim = openaiSim({ clock, store: openStore(null), apiKey: 'sk-test' })
const server = express().use('/openai', sim.router).listen(0)
const address = server.address()
const baseURL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/openai/v1`
const client = new OpenAI({ baseURL, apiKey: 'sk-test', maxRetries: 0 })
beforeAll(async () => void (await client.models.list()))
afterAll(() => void server.close())

const Cited = { text: z.string(), evidence: z.array(z.number().int()) }
const Summary = z.object({
  tldr: z.string(),
  decisions: z.array(z.object(Cited)),
  action_items: z.array(z.object({ ...Cited, owner: z.string().nullable(), due: z.string().nullable() })),
  follow_up_questions: z.array(z.object(Cited)),
  highlights: z.array(z.object(Cited)),
})

const script = parseScript(
  'launch-checkpoint',
  readFileSync(join(import.meta.dirname, '../meetings/launch-checkpoint.vtt'), 'utf8'),
)
const transcript = script.lines
  .map(({ speaker, text }, index) => `[${index + 1}] ${speaker}: ${text}`)
  .join('\n')

const summarize = (model = 'sim-notes') =>
  client.chat.completions.parse({
    model,
    messages: [
      { role: 'system', content: 'Summarize. Cite the line numbers.' },
      { role: 'user', content: `The meeting:\n${transcript}` },
    ],
    response_format: zodResponseFormat(Summary, 'summary'),
  })

const ask = (model: string, more: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
  client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }], ...more })

const failure = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught)
  if (!(error instanceof APIError)) throw new Error(`expected an API error, got ${String(error)}`)
  return error
}

test('a report in Markdown cites lines, each claim those that say it', async () => {
  const asked = await client.chat.completions.create({
    model: 'sim-notes',
    messages: [
      {
        role: 'system',
        content: 'Write a report in Markdown. Each sentence ends with its lines, such as [12].',
      },
      { role: 'user', content: transcript },
    ],
  })
  const claims = asked.choices[0]?.message.content?.match(/^- .+$/gm) ?? []
  expect(claims.length).toBeGreaterThan(5)
  for (const claim of claims) {
    const [, text = '', numbers = ''] = /^- [^:]+: (.+) \[([\d, ]+)\]$/.exec(claim) ?? []
    const said = numbers.split(', ').map((number) => script.lines[Number(number) - 1]?.text ?? '')
    expect(said.join(' ').toLowerCase()).toContain(text.split(' ').slice(1, 4).join(' ').toLowerCase())
  }
})

test('a summary of a meeting cites lines that were said, and says what they say', async () => {
  const notes = (await summarize()).choices[0]?.message.parsed
  const said = (numbers: number[]) => numbers.map((number) => script.lines[number - 1]?.text).join(' ')
  expect(notes?.decisions.some(({ evidence }) => /paging for the launch/.test(said(evidence)))).toBe(true)
  expect(notes?.decisions.some(({ evidence }) => /changing that decision/.test(said(evidence)))).toBe(true)
  const task = notes?.action_items.find(({ text }) => /rollback page/i.test(text))
  expect(task).toMatchObject({ owner: 'Jonas Berg', due: 'before Wednesday evening' })
  expect(notes?.follow_up_questions[0]?.text).toMatch(/get a login automatically/)
  const all = [notes?.decisions, notes?.action_items, notes?.highlights].flatMap((points) => points ?? [])
  for (const { evidence } of all) expect(said(evidence)).not.toMatch(/undefined|^$/)
})

test('the same prompt gets the same answer', async () => {
  const [one, two] = await Promise.all([summarize(), summarize()])
  expect(one.choices[0]?.message.content).toBe(two.choices[0]?.message.content)
})

test('a streamed answer is the whole one in pieces, and usage comes last with no choices', async () => {
  const whole = (await ask('sim-notes')).choices[0]?.message.content
  const stream = await client.chat.completions.create({
    model: 'sim-notes',
    messages: [{ role: 'user', content: 'Hello' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(whole)
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } })
})

test('json_object takes the schema that the prompt contains', async () => {
  const schema = JSON.stringify(z.toJSONSchema(Summary))
  const reply = await client.chat.completions.create({
    model: 'sim-notes',
    messages: [
      { role: 'system', content: `Answer with JSON {like this}: ${schema}` },
      { role: 'user', content: transcript },
    ],
    response_format: { type: 'json_object' },
  })
  const notes = Summary.parse(JSON.parse(reply.choices[0]?.message.content ?? ''))
  expect(notes.decisions.length).toBeGreaterThan(1)
})

test('the model name chooses what goes wrong', async () => {
  expect((await summarize('sim-refuse')).choices[0]?.message).toMatchObject({
    refusal: expect.any(String),
    parsed: null,
  })
  await expect(summarize('sim-badjson')).rejects.toThrow(/JSON/)
  await expect(summarize('sim-length')).rejects.toThrow(/length limit/)
  expect(await failure(ask('sim-429'))).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })
  expect(await failure(ask('sim-500'))).toMatchObject({ status: 500 })
  expect(await failure(ask('sim-context'))).toMatchObject({ status: 400, code: 'context_length_exceeded' })
  expect(await failure(summarize('sim-noschema'))).toMatchObject({ status: 400, param: 'response_format' })
  const lies = (await summarize('sim-liar')).choices[0]?.message.parsed?.decisions ?? []
  expect(lies.flatMap(({ evidence }) => evidence).every((number) => number > script.lines.length)).toBe(true)
})

test('a rate limit that happens once is over when the client tries again', async () => {
  const patient = new OpenAI({ baseURL, apiKey: 'sk-test', maxRetries: 1 })
  const messages = [{ role: 'user' as const, content: 'Only once' }]
  const reply = await patient.chat.completions.create({ model: 'sim-429-once', messages })
  expect(reply.choices[0]?.finish_reason).toBe('stop')
})

test('a slow answer takes virtual time', async () => {
  const reply = ask('sim-slow-90')
  await expect.poll(() => clock.next()).not.toBeNull()
  await clock.advance(90_000)
  expect((await reply).created).toBe(clock.now() / 1000)
})

test('a wrong key and a wrong body are refused in the words of the provider', async () => {
  const stranger = new OpenAI({ baseURL, apiKey: 'sk-wrong', maxRetries: 0 })
  expect(await failure(stranger.models.list())).toMatchObject({ status: 401, code: 'invalid_api_key' })
  expect(await failure(ask('sim-notes', { messages: [] }))).toMatchObject({ status: 400, param: 'messages' })
  expect((await fetch(`${baseURL}/models`)).status).toBe(401)
})

test('embeddings have length one, keep their place, and are close when texts share words', async () => {
  const input = ['the pallet planner is slow', 'a slow pallet planner', 'cake on Monday']
  const { data, usage } = await client.embeddings.create({
    model: 'text-embedding-3-small',
    input,
    dimensions: 512,
  })
  const plain = await client.embeddings.create({
    model: 'text-embedding-3-small',
    input,
    dimensions: 512,
    encoding_format: 'float',
  })
  const [a, b, c] = data.map(({ embedding }) => embedding)
  const cosine = (one: number[] = [], two: number[] = []) =>
    one.reduce((sum, x, i) => sum + x * (two[i] ?? 0), 0)
  expect(a).toHaveLength(512)
  expect(cosine(a, a)).toBeCloseTo(1, 5)
  expect(cosine(a, b)).toBeGreaterThan(cosine(a, c) + 0.3)
  expect(a).toEqual(plain.data[0]?.embedding)
  expect(usage.total_tokens).toBeGreaterThan(0)
})

test('each call is noted, without its prompt', async () => {
  await ask('sim-notes')
  expect(sim.calls()[0]).toMatchObject({ path: '/v1/chat/completions', model: 'sim-notes', status: 200 })
})

test('what is said of a topic was said near it: no point stands under two of them', async () => {
  const Topics = z.object({
    topics: z.array(z.object({ title: z.string(), points: z.array(z.object(Cited)).max(4) })),
  })
  const answered = await client.chat.completions.parse({
    model: 'sim-notes',
    messages: [{ role: 'user', content: transcript }],
    response_format: zodResponseFormat(Topics, 'topics'),
  })
  const topics = answered.choices[0]?.message.parsed?.topics ?? []
  const cited = topics.flatMap(({ points }) => points.flatMap(({ evidence }) => evidence.slice(0, 1)))
  expect(topics.length).toBeGreaterThan(3)
  expect(topics.map(({ title }) => title)).not.toContainEqual(expect.stringMatching(/ (a|an|the|new|from)$/))
  expect(new Set(cited).size).toBe(cited.length)
  expect(cited).toEqual(cited.toSorted((one, other) => one - other))
})
