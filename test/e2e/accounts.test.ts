import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'

let data: FreshDatabase
let world: World
let maya: Browser
let jonas: Browser
const password = 'correct horse battery staple'

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = world.visitor()
  jonas = world.visitor()
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const setUp = (token: string, email = 'maya@northwind.example') =>
  world.visitor().api('POST /v1/setup', {
    body: { token, fullName: 'Maya Keller', email, password, organizationName: 'Northwind Trading' },
  })
const signUp = (browser: Browser, email: string, name: string) =>
  browser.fetch('/api/auth/sign-up/email', json({ email, password, name }))
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('the first account', () => {
  test('nobody may sign up before the server is set up', async () => {
    expect(await world.visitor().api('GET /v1/welcome')).toMatchObject({
      needsSetup: true,
      signUp: 'invitation',
    })
    const reply = await signUp(world.visitor(), 'stranger@elsewhere.example', 'Stranger')
    expect(reply.status).toBe(403)
    expect(await reply.json()).toMatchObject({ message: expect.stringContaining('invitation') })
  })

  test('a guessed set-up token is refused', async () => {
    await expect(setUp('AAAAAAAAAAAAAAAAAAAAAA')).rejects.toThrow(/not the one that the server printed/)
  })

  test('a set-up that died after making the account can be done again', async () => {
    const halfMade = { id: newId(), email: 'maya@northwind.example', fullName: 'Half Made' }
    await data.db.asSystem((tx) => tx.insertInto('users').values(halfMade).execute())
    expect(await world.visitor().api('GET /v1/welcome')).toMatchObject({ needsSetup: true })
  })

  test('the printed link makes the operator, their organization, and works once', async () => {
    const token = new URL(world.product.setUpLink ?? '').searchParams.get('token') ?? ''
    const tries = await Promise.allSettled([setUp(token), setUp(token, 'second@northwind.example')])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const made = tries.find((attempt) => attempt.status === 'fulfilled')
    await maya.signIn(made?.status === 'fulfilled' ? made.value.email : '', password)
    expect(await maya.api('GET /v1/me')).toMatchObject({
      user: { isOperator: true },
      organization: { name: 'Northwind Trading', role: 'owner' },
    })
    await expect(setUp(token, 'third@northwind.example')).rejects.toThrow(/set up already/)
  })
})

describe('signing in', () => {
  test('a wrong password is refused, and an unknown address looks the same', async () => {
    const tries = await Promise.all(
      ['maya@northwind.example', 'nobody@northwind.example'].map(async (email) => {
        const reply = await world
          .visitor()
          .fetch('/api/auth/sign-in/email', json({ email, password: 'wrong password 123' }))
        return { status: reply.status, body: await reply.text() }
      }),
    )
    expect(tries[0]).toEqual(tries[1])
    expect(tries[0]?.status).toBe(401)
  })

  test('without a session the API says so', async () => {
    const reply = await world.visitor().fetch('/v1/me')
    expect(reply.status).toBe(401)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(await reply.json()).toMatchObject({
      code: 'not_signed_in',
      requestId: reply.headers.get('x-request-id'),
    })
  })

  test('a password is reset by a letter, and the old sessions end', async () => {
    const browser = world.visitor()
    const { email } = (await maya.api('GET /v1/me')).user
    await browser.fetch('/api/auth/request-password-reset', json({ email, redirectTo: '/reset-password' }))
    await world.settle()
    const letter = world.sims.mail.messages().find(({ subject }) => subject === 'Choose a new password')
    expect(letter?.text).toContain('/api/auth/reset-password/')
  })
})

describe('invitations', () => {
  test('one letter, one membership, for the invited address only', async () => {
    const { id, link } = await maya.api('POST /v1/invitations', {
      body: { email: 'Jonas@Northwind.example', role: 'member' },
    })
    await world.settle()
    const letters = world.sims.mail
      .messages()
      .filter(({ to }) => String(to).includes('jonas@northwind.example'))
    expect(letters).toHaveLength(1)
    expect(letters[0]?.text).toContain(link)

    expect(await jonas.api('GET /v1/invitations/{id}', { params: { id } })).toMatchObject({
      organizationName: 'Northwind Trading',
      hasAccount: false,
    })
    await expect(maya.api('POST /v1/invitations/{id}/accept', { params: { id } })).rejects.toThrow(
      /for jonas@/,
    )
    expect((await signUp(jonas, 'jonas@northwind.example', 'Jonas Berg')).status).toBe(200)
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => jonas.api('POST /v1/invitations/{id}/accept', { params: { id } })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { members, invitations } = await maya.api('GET /v1/members')
    expect(members.map(({ email }) => email)).toContain('jonas@northwind.example')
    expect(invitations).toEqual([])
  })

  test('a member may not invite, and the last owner stays an owner', async () => {
    await expect(jonas.api('POST /v1/invitations', { body: { email: 'x@y.example' } })).rejects.toMatchObject(
      {
        problem: { code: 'not_allowed' },
      },
    )
    const { members } = await maya.api('GET /v1/members')
    const owner = members.find(({ role }) => role === 'owner')
    await expect(
      maya.api('PATCH /v1/members/{id}', { params: { id: owner?.id ?? '' }, body: { role: 'member' } }),
    ).rejects.toThrow(/at least one owner/)
  })

  test('a removed member is out at once', async () => {
    const { members } = await maya.api('GET /v1/members')
    const id = members.find(({ email }) => email.startsWith('jonas'))?.id ?? ''
    await maya.api('DELETE /v1/members/{id}', { params: { id } })
    await expect(jonas.api('GET /v1/upcoming')).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
  })
})
