import { expect, test } from 'vitest'
import { z } from 'zod'
import { fillSchema, type Guide } from './fill-schema.ts'

const silent: Guide<null> = { list: () => undefined, value: () => undefined }

const Tree: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree)
  },
})

test.each<[string, z.ZodType]>([
  ['plain types', z.object({ a: z.string(), b: z.number(), c: z.boolean(), d: z.null(), e: z.int() })],
  [
    'limits',
    z.object({ a: z.string().min(20), b: z.string().max(3), c: z.int().min(3).max(5), d: z.number().gt(1) }),
  ],
  ['multiples', z.number().multipleOf(5).min(7)],
  ['choices', z.object({ a: z.enum(['x', 'y']), b: z.literal(7), c: z.union([z.int(), z.string()]) })],
  ['nullable', z.object({ a: z.string().nullable(), b: z.array(z.string()).nullable() })],
  ['lists', z.object({ a: z.array(z.object({ b: z.string() })).min(3), c: z.array(z.int()).max(0) })],
  ['formats', z.object({ a: z.email(), b: z.uuid(), c: z.iso.datetime(), d: z.iso.date(), e: z.url() })],
  [
    'variants',
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), x: z.int() }),
      z.object({ kind: z.literal('b') }),
    ]),
  ],
])('a filled schema of %s satisfies it', (_name, schema) => {
  expect(schema.safeParse(fillSchema(z.toJSONSchema(schema), silent, null)).error).toBeUndefined()
})

test('a schema that contains itself comes to an end', () => {
  expect(Tree.safeParse(fillSchema(z.toJSONSchema(Tree), silent, null)).success).toBe(true)
})
