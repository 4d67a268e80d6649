/** An account that somebody else made first, in the name of a person who was invited. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
const email = 'jonas@northwind.example'

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const post = (who: Browser, path: string, body: unknown) =>
  who.fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Anybody with a tenant of their own can have Microsoft say any address. */
async function throughMicrosoft(who: Browser) {
  const reply = await post(who, 'sign-in/social', { provider: 'microsoft', callbackURL: '/' })
  const consent = new URL((await reply.json()).url)
  consent.searchParams.set('login_hint', email)
  consent.searchParams.set('sim', 'approve')
  return (await who.follow(consent.toString())).url
}

test('does not let them in once its owner has chosen a password through a letter', async () => {
  const { id } = await maya.api('POST /v1/invitations', { body: { email } })
  const squatter = world.visitor()
  await throughMicrosoft(squatter)
  expect((await squatter.api('GET /v1/me')).organization).toBeNull()

  const jonas = world.visitor()
  await post(jonas, 'request-password-reset', { email, redirectTo: '/reset-password' })
  await world.settle()
  const letter = world.sims.mail.messages().find(({ subject }) => subject === 'Choose a new password')
  const token = letter?.text?.match(/reset-password\/([\w-]+)/)?.[1]
  const newPassword = 'correct horse battery staple'
  expect((await post(jonas, 'reset-password', { token, newPassword })).status).toBe(200)
  await jonas.signIn(email, newPassword)
  await jonas.api('POST /v1/invitations/{id}/accept', { params: { id } })

  expect((await squatter.fetch('/v1/me')).status).toBe(401)
  expect(await throughMicrosoft(world.visitor())).toContain('error=')
  expect((await jonas.api('GET /v1/me')).organization?.name).toBe('Northwind Trading')
})
