/**
 * Our request for a bot against Recall's own published schema, where a copy of it lies beside the repository.
 * Stricter than a validator: a key that the schema does not know is an error, since a misspelt limit limits nothing.
 */
import { existsSync, readFileSync } from 'node:fs'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { newBotBody } from '#bots/recall/recall-new-bot.ts'

type Schema = {
  $ref?: string
  allOf?: Schema[]
  oneOf?: Schema[]
  type?: string
  enum?: unknown[]
  nullable?: boolean
  readOnly?: boolean
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema
  minimum?: number
  maxLength?: number
}

const PUBLISHED = new URL('../../../../shared/data/recall/openapi.json', import.meta.url)
const isThere = existsSync(PUBLISHED)
const schemas: Record<string, Schema> = isThere
  ? JSON.parse(readFileSync(PUBLISHED, 'utf8')).components.schemas
  : {}

/** One schema out of a reference and all its parts. */
function flat(schema: Schema): Schema {
  const { $ref, allOf = [], ...own } = schema
  const parts = [...($ref ? [schemas[$ref.slice('#/components/schemas/'.length)] ?? {}] : []), ...allOf].map(
    flat,
  )
  const every = [...parts, own]
  return Object.assign({}, ...every, {
    properties: Object.assign({}, ...every.map(({ properties }) => properties)),
    required: every.flatMap(({ required = [] }) => required),
  })
}

/** Every place where the value is not what the schema says. */
function complaints(value: unknown, given: Schema, path: string): string[] {
  const schema = flat(given)
  if (value === null) return schema.nullable ? [] : [`${path} may not be null`]
  if (schema.oneOf) {
    const each = schema.oneOf.filter(({ readOnly }) => !readOnly).map((one) => complaints(value, one, path))
    return each.some((found) => found.length === 0) ? [] : each.flat()
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum.join()}`]
  if (Array.isArray(value))
    return value.flatMap((item, i) => complaints(item, schema.items ?? {}, `${path}[${i}]`))
  if (typeof value === 'object') return objectComplaints({ ...value }, schema, path)
  return scalarComplaints(value, schema, path)
}

function objectComplaints(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const { properties = {}, required = [], additionalProperties: others } = schema
  const missing = required.filter((key) => !(key in value) && !properties[key]?.readOnly)
  const inside = Object.entries(value).flatMap(([key, item]) => {
    const known = properties[key] ?? (typeof others === 'object' ? others : undefined)
    return known ? complaints(item, known, `${path}.${key}`) : [`${path}.${key} is unknown`]
  })
  return [...missing.map((key) => `${path}.${key} is missing`), ...inside]
}

function scalarComplaints(value: unknown, schema: Schema, path: string): string[] {
  const type = typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
  if (schema.type && schema.type !== type) return [`${path} is not of type ${schema.type}`]
  if (typeof value === 'number' && value < (schema.minimum ?? value)) return [`${path} is too small`]
  if (typeof value === 'string' && value.length > (schema.maxLength ?? value.length))
    return [`${path} is too long`]
  return []
}

const body = newBotBody(
  {
    intentId: 'i',
    epoch: 0,
    organizationId: 'o',
    occurrenceId: 'c',
    generation: 1,
    meetingUrl: 'https://meet.google.com/kqv-ntzs-hwd',
    joinAt: DateTime.fromISO('2026-11-23T15:00:00Z'),
    botName: 'N'.repeat(200),
    greeting: 'G'.repeat(500),
    realtimeUrl: 'https://notes.example.com/hooks/recall/live?token=abc',
  },
  'test',
)
const absent = isThere ? '' : " (skipped: no copy of Recall's schema in ../shared/data/recall)"

test.skipIf(!isThere)(`the request for a bot is valid by Recall's published schema${absent}`, () => {
  expect(complaints(body, { $ref: '#/components/schemas/Bot' }, 'bot')).toEqual([])
})

test.skipIf(!isThere)(`and that check can fail${absent}`, () => {
  const wrong = {
    ...body,
    automatic_leave: { everyone_left_timeout: 2, silence: 1 },
    bot_name: 'N'.repeat(101),
  }
  expect(complaints(wrong, { $ref: '#/components/schemas/Bot' }, 'bot')).toEqual([
    'bot.bot_name is too long',
    'bot.automatic_leave.everyone_left_timeout is not of type object',
    'bot.automatic_leave.silence is unknown',
  ])
})
