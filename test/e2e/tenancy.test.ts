/**
 * Somebody of another organization tries every route that takes an id with every id that this organization has.
 * Each answer must be the one that an unknown id gets, and nothing may have changed. A new route fails here until it
 * has a fixture.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '#api/routes.ts'
import { newId } from '#lib/ids.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
let rival: Browser
let organizationId: string
let theirIds: string[]
const RIVAL = { email: 'rival@elsewhere.example', password: 'correct horse battery staple', name: 'Rival' }

const NONE = '00000000-0000-4000-8000-000000000000'

/** A table of the organization whose ids are what the route is for, and a body that it would accept. */
type Fixture = { of: string; body?: unknown }
const fixtures: Record<string, Fixture> = {
  'POST /v1/calendars/{id}/sync': { of: 'calendar_connections' },
  'PUT /v1/upcoming/{eventId}/override': { of: 'calendar_events', body: { autoJoin: true } },
  'DELETE /v1/upcoming/{eventId}/override': { of: 'calendar_events' },
  'GET /v1/upcoming/{eventId}/why': { of: 'calendar_events' },
  'PUT /v1/calendars/{calendarId}/selection': { of: 'calendars', body: { isSelected: true } },
  'GET /v1/calendars/{id}/ending': { of: 'calendar_connections' },
  'GET /v1/sessions/{id}': { of: 'sessions' },
  'PATCH /v1/sessions/{id}': { of: 'sessions', body: { title: 'Mine', visibility: 'organization' } },
  'POST /v1/sessions/{id}/summarize': { of: 'sessions' },
  'POST /v1/sessions/{id}/stop': { of: 'sessions' },
  'POST /v1/sessions/{id}/bot/commands': { of: 'sessions', body: { kind: 'pause' } },
  'PATCH /v1/sessions/{id}/lines/{lineId}': { of: 'sessions', body: { text: 'Mine' } },
  'PUT /v1/sessions/{id}/lines/{lineId}/speaker': { of: 'sessions', body: { name: 'Me', scope: 'line' } },
  'POST /v1/sessions/{id}/redactions': { of: 'sessions', body: { lineIds: [NONE] } },
  'DELETE /v1/sessions/{id}/edits/{editId}': { of: 'sessions' },
  'POST /v1/sessions/{id}/join': { of: 'sessions', body: { otherId: NONE } },
  'GET /v1/sessions/{id}/export/{format}': { of: 'sessions' },
  'GET /v1/sessions/{id}/mails/preview': { of: 'sessions' },
  'POST /v1/sessions/{id}/mails/send': { of: 'sessions' },
  'DELETE /v1/sessions/{id}/mails': { of: 'sessions' },
  'GET /v1/sessions/{id}/people': { of: 'sessions' },
  'GET /v1/sessions/{id}/words': { of: 'sessions' },
  'GET /v1/sessions/{id}/recording': { of: 'sessions' },
  'GET /v1/sessions/{id}/recording/{part}': { of: 'sessions' },
  'GET /v1/sessions/{id}/notes': { of: 'sessions' },
  'POST /v1/sessions/{id}/notes': { of: 'sessions', body: { kind: 'comment', text: 'Mine' } },
  'PUT /v1/sessions/{id}/notes/{noteId}': { of: 'sessions', body: { text: 'Mine' } },
  'GET /v1/sessions/{id}/context': { of: 'sessions' },
  'PUT /v1/sessions/{id}/context': { of: 'sessions', body: { text: 'Mine' } },
  'POST /v1/sessions/{id}/documents': { of: 'sessions', body: { name: 'a.txt', content: btoa('Mine') } },
  'GET /v1/sessions/{id}/documents/{documentId}': { of: 'sessions' },
  'GET /v1/sessions/{id}/documents/{documentId}/file': { of: 'sessions' },
  'DELETE /v1/sessions/{id}/documents/{documentId}': { of: 'sessions' },
  'GET /v1/sessions/{id}/brief': { of: 'sessions' },
  'POST /v1/sessions/{id}/brief/opening': { of: 'sessions' },
  'POST /v1/sessions/{id}/checklist': { of: 'sessions', body: { text: 'Mine' } },
  'PUT /v1/sessions/{id}/checklist/{key}': { of: 'sessions', body: { isDone: true } },
  'DELETE /v1/sessions/{id}/checklist/{key}': { of: 'sessions' },
  'GET /v1/sessions/{id}/guidance': { of: 'sessions' },
  'PUT /v1/sessions/{id}/guidance/{guidanceId}/feedback': { of: 'sessions', body: { feedback: 'helpful' } },
  'POST /v1/sessions/{id}/points': { of: 'sessions', body: { section: 'decisions', text: 'Mine' } },
  'PATCH /v1/sessions/{id}/topics': { of: 'sessions', body: { title: 'Mine', newTitle: 'Ours' } },
  'PATCH /v1/sessions/{id}/points/{pointId}': { of: 'sessions', body: { text: 'Mine' } },
  'GET /v1/sessions/{id}/summary-versions': { of: 'sessions' },
  'GET /v1/sessions/{id}/summary-versions/{version}': { of: 'sessions' },
  'POST /v1/sessions/{id}/summary-versions/{version}/restore': { of: 'sessions' },
  'GET /v1/reports/{id}': { of: 'custom_reports' },
  'DELETE /v1/reports/{id}': { of: 'custom_reports' },
  'PATCH /v1/templates/{id}': { of: 'templates', body: { name: 'Mine' } },
  'DELETE /v1/templates/{id}': { of: 'templates' },
  'PATCH /v1/members/{id}': { of: 'organization_members', body: { role: 'admin' } },
  'DELETE /v1/members/{id}': { of: 'organization_members' },
  'DELETE /v1/invitations/{id}': { of: 'organization_invitations' },
  'DELETE /v1/calendars/{id}': { of: 'calendar_connections' },
}
/** These open to whoever has the id, or to nobody of an organization. */
const elsewhere: Record<string, string> = {
  'POST /v1/organizations/{id}/enter': 'tried below: the id is the organization itself',
  'GET /v1/invitations/{id}': 'the id is the invitation, and is mailed',
  'POST /v1/invitations/{id}/accept': 'the same; only as the invited address (accounts.test.ts)',
  'GET /v1/operator/messages/{id}': 'operators only, of every organization',
  'POST /v1/operator/messages/{id}/replay': 'operators only, of every organization',
}

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
  rival = await aRival()
  organizationId = (await maya.api('GET /v1/me')).organization?.id ?? ''
  await maya.api('POST /v1/invitations', { body: { email: 'jonas@northwind.example' } })
  world.sims.google.addEvent({
    title: 'Theirs alone',
    startsAt: world.clock.now().plus({ hours: 2 }).toMillis(),
    endsAt: world.clock.now().plus({ hours: 3 }).toMillis(),
    link: 'https://us02web.zoom.us/j/82233445566?pwd=Zk1&play=launch-checkpoint',
    people: ['maya@northwind.example'],
  })
  await world.settle()
  await maya.api('POST /v1/templates', { body: { name: 'Theirs alone', instructions: 'Only prices.' } })
  const [session] = await idsIn('sessions', organizationId)
  await maya.api('POST /v1/reports', { body: { prompt: 'Theirs alone', sessionIds: [session ?? ''] } })
  await world.settle()
  theirIds = await idsOf(organizationId)
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const withId = Object.keys(routes).filter((key) => key.includes('{'))

test('every route with an id has a fixture', () => {
  expect([...Object.keys(fixtures), ...Object.keys(elsewhere)].sort()).toEqual(withId.sort())
})

describe('somebody of another organization', () => {
  test.each(Object.keys(fixtures))('%s answers about each id as about an unknown one', async (key) => {
    expect(theirIds.length).toBeGreaterThan(10)
    const before = await everythingOf(organizationId)
    const unknown = await call(rival, key, newId())
    expect(unknown.status).toBeGreaterThanOrEqual(400)
    for (const id of theirIds) expect(await call(rival, key, id), id).toEqual(unknown)
    expect(await everythingOf(organizationId)).toBe(before)
  })

  test('cannot enter the organization, nor see it in any list', async () => {
    const enter = 'POST /v1/organizations/{id}/enter'
    expect(await call(rival, enter, organizationId)).toEqual(await call(rival, enter, newId()))
    const lists = Object.entries(routes).filter(([key]) => key.startsWith('GET') && !key.includes('{'))
    for (const [key] of lists) {
      const { text } = await call(rival, key, '')
      for (const id of theirIds) expect(text, key).not.toContain(id)
      expect(text, key).not.toMatch(/northwind|Theirs alone/i)
    }
  })
})

describe('somebody of this organization', () => {
  test.each(Object.entries(fixtures))('%s knows its own id', async (key, { of }) => {
    const [id] = await idsIn(of, organizationId)
    const unknown = await call(maya, key, newId())
    expect(id && (await call(maya, key, id))).not.toEqual(unknown)
  })
})

async function call(who: Browser, key: string, id: string) {
  const [method = 'GET', path = ''] = key.split(' ')
  const body = fixtures[key]?.body
  const reply = await who.fetch(
    path
      .replace('{format}', 'md')
      .replace('{version}', '1')
      .replace('{part}', '0.0')
      .replaceAll(/\{\w+\}/g, id),
    {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    },
  )
  const text = (await reply.text()).replace(/"requestId":"[^"]+"/, '')
  return { status: reply.status, text }
}

/** Signs up because somebody invited them, and makes an organization of their own. */
async function aRival(): Promise<Browser> {
  await maya.api('POST /v1/invitations', { body: { email: RIVAL.email } })
  const browser = world.visitor()
  await browser.fetch('/api/auth/sign-up/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(RIVAL),
  })
  await browser.api('POST /v1/organizations', { body: { name: 'Elsewhere' } })
  return browser
}

const system = <Row>(query: ReturnType<typeof sql<Row>>) =>
  data.db.asSystem(async (tx) => (await query.execute(tx)).rows)

const tables = async () =>
  (
    await system(sql<{ name: string; hasId: boolean }>`
      select table_name as name, bool_or(column_name = 'id') as has_id from information_schema.columns
      where table_schema = 'public' group by table_name having bool_or(column_name = 'organization_id')
      and table_name <> 'webhook_inbox' order by table_name`)
  ).filter(({ name }) => name !== 'organization_people')

const idsIn = async (table: string, organization: string) =>
  (
    await system(sql<{ id: string }>`
      select id::text from ${sql.table(table)} where organization_id = ${organization} order by id`)
  ).map(({ id }) => id)

async function idsOf(organization: string): Promise<string[]> {
  const withIds = (await tables()).filter(({ hasId }) => hasId)
  const lists = await Promise.all(withIds.map(({ name }) => idsIn(name, organization)))
  return [organization, ...lists.flatMap((ids) => ids.slice(0, 5))]
}

/** A fingerprint of each row of the organization. */
async function everythingOf(organization: string): Promise<string> {
  const parts = await Promise.all(
    (await tables()).map(async ({ name }) => {
      const [row] = await system(sql<{ print: string }>`
        select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print
        from ${sql.table(name)} as t where organization_id = ${organization}`)
      return `${name} ${row?.print}`
    }),
  )
  return parts.join('\n')
}
