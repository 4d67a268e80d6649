import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CalendarWorld,
  calendarWorld,
  JONAS,
  MAYA,
  postForm,
  proofKey,
  redirectOf,
  secrets,
} from '../calendars/test-calendars.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const EVENTS = 'https://www.googleapis.com/auth/calendar.events.readonly'

function authorizeUrl(extra: Record<string, string>) {
  const params = {
    client_id: secrets.googleClientId,
    redirect_uri: 'http://app/back',
    response_type: 'code',
    scope: `openid email ${EVENTS}`,
    state: 'a state',
    access_type: 'offline',
    ...extra,
  }
  return `${world.sims.url}/google/o/oauth2/v2/auth?${new URLSearchParams(params)}`
}
const exchange = (code: string | null, verifier: string) =>
  postForm(`${world.sims.url}/google/token`, {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: 'http://app/back',
    code_verifier: verifier,
    client_id: secrets.googleClientId,
    client_secret: secrets.googleClientSecret,
  })
const refresh = (token: string | undefined) =>
  postForm(`${world.sims.url}/google/token`, {
    grant_type: 'refresh_token',
    refresh_token: token ?? '',
    client_id: secrets.googleClientId,
    client_secret: secrets.googleClientSecret,
  })

describe('sign-in', () => {
  test('a code, then tokens: with the right verifier only, and once only', async () => {
    const { verifier, challenge } = proofKey()
    const pkce = {
      code_challenge: challenge,
      code_challenge_method: 'S256',
      sim: 'approve',
      login_hint: MAYA,
    }
    const back = await redirectOf(authorizeUrl(pkce))
    expect(back.searchParams.get('state')).toBe('a state')
    const { status, body } = await exchange(back.searchParams.get('code'), verifier)
    expect(status).toBe(200)
    expect(body).toMatchObject({ expires_in: 3599, token_type: 'Bearer', scope: `openid email ${EVENTS}` })
    expect((await exchange(back.searchParams.get('code'), verifier)).body.error).toBe('invalid_grant')

    const other = await redirectOf(authorizeUrl(pkce))
    expect((await exchange(other.searchParams.get('code'), 'another verifier')).body.error).toBe(
      'invalid_grant',
    )

    const renewed = await refresh(body.refresh_token)
    expect(renewed.status).toBe(200)
    expect(renewed.body.refresh_token).toBeUndefined()
  })

  test('the second consent brings a refresh token only when consent is asked for again', async () => {
    const tokens = async (extra: Record<string, string>) => {
      const back = await redirectOf(authorizeUrl({ sim: 'approve', login_hint: MAYA, ...extra }))
      return (await exchange(back.searchParams.get('code'), '')).body
    }
    expect((await tokens({})).refresh_token).toBeDefined()
    expect((await tokens({})).refresh_token).toBeUndefined()
    expect((await tokens({ prompt: 'consent' })).refresh_token).toBeDefined()
  })

  test('a person can refuse, or untick the calendar', async () => {
    expect((await redirectOf(authorizeUrl({ sim: 'deny' }))).searchParams.get('error')).toBe('access_denied')
    const back = await redirectOf(
      authorizeUrl({ sim: 'approve', login_hint: MAYA, untick: 'calendar.events.readonly' }),
    )
    const { body } = await exchange(back.searchParams.get('code'), '')
    expect(body.scope).toBe('openid email')
    const list = await fetch(`${world.sims.url}/google/calendar/v3/calendars/primary/events`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect(list.status).toBe(403)
  })

  test('the page offers the known people', async () => {
    const page = await (await fetch(authorizeUrl({}))).text()
    expect(page).toContain(MAYA)
    expect(page).not.toContain(JONAS)
  })

  test('the id_token verifies against the published certs', async () => {
    const back = await redirectOf(authorizeUrl({ sim: 'approve', login_hint: MAYA }))
    const { body } = await exchange(back.searchParams.get('code'), '')
    const { keys } = await (await fetch(`${world.sims.url}/google/oauth2/v3/certs`)).json()
    const claims = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      iss: 'https://accounts.google.com',
      aud: secrets.googleClientId,
      email: MAYA,
    })
    const key = await crypto.subtle.importKey(
      'jwk',
      keys[0],
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['verify'],
    )
    const [head, payload, signature = ''] = body.id_token?.split('.') ?? []
    expect(
      await crypto.subtle.verify(
        'RSASSA-PKCS1-v1_5',
        key,
        Buffer.from(signature, 'base64url'),
        Buffer.from(`${head}.${payload}`),
      ),
    ).toBe(true)
  })

  test('after a revocation nothing works any more', async () => {
    const { refresh_token, access_token } = world.sims.google.grant(MAYA)
    world.sims.google.revoke(MAYA)
    expect(await refresh(refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const revoked = await postForm(`${world.sims.url}/google/revoke`, { token: access_token })
    expect(revoked.status).toBe(400)
  })
})
