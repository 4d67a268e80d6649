/** What somebody with bad intentions tries at the sign-in doors. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
const MAYA = { email: 'maya@northwind.example', password: 'correct horse battery staple' }

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl, env: { TRUST_PROXY: '1' } })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

let host = 1
/** Each from an address of its own, as the proxy tells it, unless it says otherwise. */
const post = (path: string, body: unknown, headers: Record<string, string> = {}, who = world.visitor()) =>
  who.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${host++}`, ...headers },
    body: JSON.stringify(body),
  })
const invited = async (email: string) => {
  await maya.api('POST /v1/invitations', { body: { email } })
  return email
}

describe('the doors of the sign-in library', () => {
  test.each([
    ['GET', 'list-sessions'],
    ['GET', 'list-accounts'],
    ['GET', 'account-info'],
    ['GET', 'error'],
    ['GET', 'delete-user/callback'],
    ['POST', 'update-user'],
    ['POST', 'update-session'],
    ['POST', 'change-email'],
    ['POST', 'delete-user'],
    ['POST', 'link-social'],
    ['POST', 'unlink-account'],
    ['POST', 'get-access-token'],
    ['POST', 'refresh-token'],
    ['POST', 'verify-password'],
    ['POST', 'revoke-session'],
    ['POST', 'update%2Duser'],
    ['POST', '/sign-in/email'],
  ])('%s /api/auth/%s is closed', async (method, path) => {
    const reply = await maya.fetch(`/api/auth/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{"isAdmin":true,"name":"x","newEmail":"x@y.example"}' }),
    })
    expect(reply.status).toBe(404)
    expect(await reply.json()).toMatchObject({ code: 'not_found' })
  })

  test('a sign-up decides nothing but name, address and password', async () => {
    const email = await invited('assign@northwind.example')
    const extra = { isAdmin: true, is_admin: true, role: 'owner', isEmailVerified: true, emailVerified: true }
    const browser = world.visitor()
    const name = `Eve\r\nBcc: all@northwind.example${'x'.repeat(500)}`
    const reply = await post('/api/auth/sign-up/email', { ...MAYA, ...extra, email, name }, {}, browser)
    expect(reply.status).toBe(200)
    const { user } = await browser.api('GET /v1/me')
    expect(user.isOperator).toBe(false)
    expect(user.fullName).toMatch(/^Eve Bcc/)
    expect(user.fullName.length).toBeLessThanOrEqual(201)
    const rows = await data.db.asSystem((tx) =>
      tx.selectFrom('users').select(['isEmailVerified', 'isAdmin']).where('email', '=', email).execute(),
    )
    expect(rows).toEqual([{ isEmailVerified: false, isAdmin: false }])
  })

  test('an invitation in another case is the same address, and no second account', async () => {
    await invited('case@northwind.example')
    const tries = ['Case@Northwind.example', 'case@northwind.example'].map((email) =>
      post('/api/auth/sign-up/email', { ...MAYA, email, name: 'Case' }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort()
    expect(statuses[0]).toBe(200)
    expect(statuses[1]).toBeGreaterThanOrEqual(400)
  })

  test.each([
    ['sign-in/social', { provider: 'google', callbackURL: 'https://evil.example/' }],
    ['sign-in/email', { ...MAYA, callbackURL: 'https://evil.example/' }],
    ['request-password-reset', { email: MAYA.email, redirectTo: 'https://evil.example/reset' }],
    ['request-password-reset', { email: MAYA.email, redirectTo: '//evil.example/reset' }],
    ['request-password-reset', { email: MAYA.email, redirectTo: '/\\evil.example/reset' }],
  ])('%s leads nowhere else', async (path, body) => {
    const reply = await post(`/api/auth/${path}`, body)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(await reply.text()).not.toContain('evil')
  })

  test.each([
    ['no origin, a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['fetched across sites', { 'sec-fetch-site': 'cross-site' }],
  ])('nobody is signed in from elsewhere: %s', async (_name, headers) => {
    const reply = await fetch(`${world.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${host++}`, ...headers },
      body: 'content-type' in headers ? new URLSearchParams(MAYA) : JSON.stringify(MAYA),
    })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.headers.getSetCookie()).toEqual([])
  })
})

describe('a session', () => {
  test('is new at each sign-in, hidden from scripts, and dead after signing out', async () => {
    const planted = 'liveconvo.session_token=planted.value'
    const reply = await post('/api/auth/sign-in/email', MAYA, { cookie: planted })
    const cookie = reply.headers.getSetCookie().find((line) => line.includes('session_token')) ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
    expect(cookie).not.toContain('planted')
    const [pair = ''] = cookie.split(';')
    const me = () => fetch(`${world.url}/v1/me`, { headers: { cookie: pair } })
    expect((await me()).status).toBe(200)
    expect((await post('/api/auth/sign-out', {}, { cookie: pair })).status).toBe(200)
    expect((await me()).status).toBe(401)
  })

  test('does not outlive a new password', async () => {
    const email = await invited('reset@northwind.example')
    const thief = world.visitor()
    await post('/api/auth/sign-up/email', { ...MAYA, email, name: 'Reset' }, {}, thief)
    expect((await thief.fetch('/v1/me')).status).toBe(200)
    await post('/api/auth/request-password-reset', { email, redirectTo: '/reset-password' })
    await world.settle()
    const letter = world.sims.mail
      .messages()
      .find(({ to, subject }) => String(to).includes(email) && subject.includes('password'))
    const token = letter?.text?.match(/reset-password\/([\w-]+)/)?.[1] ?? ''
    const newPassword = 'another horse battery staple'
    expect((await post('/api/auth/reset-password', { token, newPassword })).status).toBe(200)
    expect((await thief.fetch('/v1/me')).status).toBe(401)
    expect((await post('/api/auth/reset-password', { token, newPassword })).status).toBe(400)
  })
})

describe('guessing', () => {
  const wrong = { ...MAYA, password: 'wrong password 123' }

  test('from one address is slowed down, whatever address it claims', async () => {
    const tries = Array.from({ length: 8 }, (_, index) =>
      post('/api/auth/sign-in/email', wrong, {
        'x-forwarded-for': `10.9.8.${index}, 203.0.113.9`, // the last is what our proxy saw
        'x-liveconvo-client-ip': `10.1.1.${index}`,
      }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5)
  })

  test('one account from many addresses ends too, and another account is not touched', async () => {
    const email = await invited('guessed@northwind.example')
    await post('/api/auth/sign-up/email', { ...MAYA, email, name: 'Guessed' })
    const statuses = []
    for (let n = 0; n < 22; n++)
      statuses.push((await post('/api/auth/sign-in/email', { ...wrong, email })).status)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401))
    expect(statuses.slice(20)).toEqual([429, 429])
    expect((await post('/api/auth/sign-in/email', MAYA)).status).toBe(200)
  })

  test('a mailbox is not flooded with letters', async () => {
    const ask = () => post('/api/auth/request-password-reset', { email: MAYA.email })
    const statuses = []
    for (let n = 0; n < 8; n++) statuses.push((await ask()).status)
    expect(statuses.slice(-2)).toEqual([429, 429])
  })
})

describe('an admin', () => {
  test('cannot make owners by inviting them, nor invite one address over and over', async () => {
    const email = 'admin@northwind.example'
    const admin = world.visitor()
    const { id } = await maya.api('POST /v1/invitations', { body: { email, role: 'admin' } })
    await post('/api/auth/sign-up/email', { ...MAYA, email, name: 'Admin' }, {}, admin)
    await admin.api('POST /v1/invitations/{id}/accept', { params: { id } })
    const body = { email: 'second@northwind.example', role: 'owner' }
    await expect(admin.api('POST /v1/invitations', { body })).rejects.toThrow(/Only an owner/)
    await admin.api('POST /v1/invitations', { body: { email: body.email } })
    await expect(admin.api('POST /v1/invitations', { body: { email: body.email } })).rejects.toMatchObject({
      problem: { code: 'too_many' },
    })
  })
})
