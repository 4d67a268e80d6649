/** The OpenAPI 3.1 description, made from the same table that is mounted: it cannot lag behind. */
import { z } from 'zod'
import type { AnyRoute, Key } from '#api/route.ts'
import { refusals } from '#lib/errors.ts'

type Schema = Record<string, unknown>

/** The whole description as a plain object. */
export function openapi(
  routes: Record<Key, AnyRoute>,
  { version, publicUrl }: { version: string; publicUrl: string },
) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [key, definition] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ')
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = operation(path, definition)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'LiveConvo', version, description },
    servers: [{ url: publicUrl }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'liveconvo.session_token' } },
      schemas: { Problem: problem },
    },
  }
}

const description =
  'Meetings that are joined, written down and found again. Sign in at /api/auth/sign-in/email; ' +
  'errors are problem+json with a stable `code`; `GET /v1/events` is the stream of changes (server-sent events).'

function operation(path: string, definition: AnyRoute) {
  const { summary, access, params, query, body, returns, status = 200 } = definition
  const sends = definition.streams ?? definition.sends
  const tag = path.split('/')[2] ?? 'api'
  return {
    summary,
    tags: [tag],
    ...(access === 'public' && { security: [] }),
    description: whoMay[access as keyof typeof whoMay],
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body && { requestBody: { required: true, content: jsonContent(schemaOf(body, 'input')) } }),
    responses: {
      [status]: {
        description: 'Done',
        content: sends ? fileContent(sends) : jsonContent(schemaOf(returns, 'input')),
      },
      default: {
        description: 'A problem, with a stable code',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const whoMay = {
  public: 'Anyone may call this.',
  person: 'Anyone who is signed in.',
  member: 'Members of the organization.',
  member_without_transaction: 'Members of the organization.',
  admin_without_transaction: 'Owners and admins of the organization.',
  admin: 'Owners and admins of the organization.',
  operator: 'The operator of this server.',
}

/** The wire's shape: for codecs that is the input side, in requests and in answers alike. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return rest
}

const jsonContent = (schema: Schema) => ({ 'application/json': { schema } })

const fileContent = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined) {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Schema
    required?: string[]
  } // an object schema by construction
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }))
}

const problem = {
  type: 'object',
  required: ['type', 'status', 'title', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    title: { type: 'string' },
    code: { type: 'string', enum: [...Object.keys(refusals), 'internal_error'] },
    detail: { type: 'string' },
    requestId: { type: 'string', description: 'Find it in the log' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}
