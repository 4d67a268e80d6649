// Makes JSON that satisfies a JSON schema. What the values mean is the guide's business; that they fit is ours.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Schema = { [keyword: string]: unknown }

/** `Subject` is whatever the guide is talking about at this place: for meeting notes, one point. */
export type Guide<Subject> = {
  /** What an array of this name has its items about, said of this subject; undefined when the guide has no opinion. */
  list(name: string, item: Schema, subject: Subject): Subject[] | undefined
  /** A wish for a plain value; it is used if the schema allows it. Undefined: no opinion. */
  value(name: string, schema: Schema, subject: Subject): Json | undefined
}

const MAX_DEPTH = 12

/** Not supported, and ignored: `pattern`, `not`, `if`, `uniqueItems`, references to other documents. */
export function fillSchema<Subject>(root: Schema, guide: Guide<Subject>, about: Subject): Json {
  return fill(root, '', about, 0)

  function fill(given: Schema, name: string, subject: Subject, depth: number): Json {
    const { schema, nullable } = settle(given, root)
    if (depth > MAX_DEPTH && nullable) return null
    if ('const' in schema) return jsonOf(schema.const)
    if (schema.type === 'object') return object(schema, subject, depth)
    const wish = guide.value(name, schema, subject)
    if (wish === null && nullable) return null
    if (schema.type === 'array') return array(schema, name, subject, wish, depth)
    return plain(schema, name, wish)
  }

  function object(schema: Schema, subject: Subject, depth: number): Json {
    const properties = Object.entries(schemasOf(schema.properties))
    return Object.fromEntries(properties.map(([key, value]) => [key, fill(value, key, subject, depth + 1)]))
  }

  function array(
    schema: Schema,
    name: string,
    subject: Subject,
    wish: Json | undefined,
    depth: number,
  ): Json {
    const item = schemaOf(schema.items)
    const max = numberOf(schema.maxItems) ?? Number.POSITIVE_INFINITY
    const min = numberOf(schema.minItems) ?? 0
    const inner = settle(item, root).schema
    const subjects = Array.isArray(wish) ? undefined : guide.list(name, inner, subject)
    const items: Json[] = Array.isArray(wish)
      ? wish.map((one) => plain(inner, name, one))
      : (subjects ?? []).map((one) => fill(item, name, one, depth + 1))
    const known = Array.isArray(wish) || subjects !== undefined
    const enough = known ? min : Math.max(min, depth < MAX_DEPTH ? 1 : 0)
    while (items.length < enough) items.push(fill(item, name, subject, depth + 1))
    return items.slice(0, max)
  }
}

/** Follows references and picks one branch of a choice, the first that is not null. */
function settle(schema: Schema, root: Schema, hops = 0): { schema: Schema; nullable: boolean } {
  if (typeof schema.$ref === 'string' && hops < MAX_DEPTH)
    return settle(pointer(root, schema.$ref), root, hops + 1)
  const all = listOf(schema.allOf)
  if (all.length > 0) return settle(mergeAll(schema, all, root), root, hops + 1)
  const branches = [...listOf(schema.anyOf), ...listOf(schema.oneOf)]
  const branch = branches.find(({ type }) => type !== 'null')
  if (branch) {
    const inner = settle(branch, root, hops + 1)
    return { schema: inner.schema, nullable: inner.nullable || branches.some(({ type }) => type === 'null') }
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const type = types.find((one) => one && one !== 'null') ?? guessType(schema, types)
  return { schema: { ...schema, type }, nullable: types.includes('null') }
}

function guessType(schema: Schema, types: unknown[]): string {
  if (types.includes('null')) return 'null'
  if (schema.properties) return 'object'
  return schema.items ? 'array' : 'string'
}

function mergeAll({ allOf: _, ...rest }: Schema, all: Schema[], root: Schema): Schema {
  const parts = [rest, ...all.map((part) => settle(part, root, 1).schema)]
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}))
  return { ...Object.assign({}, ...parts), ...(Object.keys(properties).length > 0 && { properties }) }
}

function pointer(root: Schema, ref: string): Schema {
  const path = ref.replace(/^#\/?/, '').split('/').filter(Boolean)
  return path.reduce(
    (at, part) => schemaOf(at[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')]),
    root,
  )
}

function plain(schema: Schema, name: string, wish: Json | undefined): Json {
  if (schema.type === 'null') return null
  if (Array.isArray(schema.enum)) return schema.enum.includes(wish) ? (wish ?? null) : jsonOf(schema.enum[0])
  if (schema.type === 'boolean') return typeof wish === 'boolean' ? wish : false
  if (schema.type === 'number' || schema.type === 'integer') return numeric(schema, wish)
  return text(
    schema,
    typeof wish === 'number' ? String(wish) : typeof wish === 'string' ? wish : sample(schema, name),
  )
}

function numeric(schema: Schema, wish: Json | undefined): number {
  const step = numberOf(schema.multipleOf) ?? (schema.type === 'integer' ? 1 : 0)
  const least =
    numberOf(schema.minimum) ?? above(schema.exclusiveMinimum, step || 1e-6) ?? Number.NEGATIVE_INFINITY
  const most =
    numberOf(schema.maximum) ?? above(schema.exclusiveMaximum, -(step || 1e-6)) ?? Number.POSITIVE_INFINITY
  const value = Math.min(most, Math.max(least, Number(wish ?? 0) || 0))
  if (!step) return value
  const up = Math.ceil(value / step) * step
  return up <= most ? up : Math.floor(value / step) * step
}

const above = (limit: unknown, by: number) => {
  const number = numberOf(limit)
  return number === undefined ? undefined : number + by
}

function text(schema: Schema, value: string): string {
  const max = numberOf(schema.maxLength) ?? Number.POSITIVE_INFINITY
  const min = numberOf(schema.minLength) ?? 0
  return value.padEnd(min, '.').slice(0, max)
}

/** Only the formats that OpenAI's strict mode knows. */
function sample({ format }: Schema, name: string): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z'
  if (format === 'date') return '2026-01-01'
  if (format === 'time') return '00:00:00Z'
  if (format === 'duration') return 'PT1M'
  if (format === 'email') return 'someone@example.com'
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (format === 'uri') return 'https://example.com/'
  return `Sample ${name.replaceAll('_', ' ') || 'text'}`
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
// Schemas are JSON that arrived over the wire: an object is all that we assume, and every keyword is checked when read.
const schemaOf = (value: unknown): Schema => (value && typeof value === 'object' ? (value as Schema) : {})
const listOf = (value: unknown): Schema[] => (Array.isArray(value) ? value.map(schemaOf) : [])
const schemasOf = (value: unknown): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemaOf(value)).map(([key, one]) => [key, schemaOf(one)]))
// `const` and `enum` came out of JSON.parse, so they are JSON.
const jsonOf = (value: unknown): Json => (value ?? null) as Json
