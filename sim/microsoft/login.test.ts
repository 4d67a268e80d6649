import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CalendarWorld,
  calendarWorld,
  JONAS,
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

const login = (path: string) => `${world.sims.url}/microsoft/login/common/oauth2/v2.0/${path}`
const SCOPE = 'offline_access openid email User.Read Calendars.Read'
const ours = { client_id: secrets.microsoftClientId, client_secret: secrets.microsoftClientSecret }
const refresh = (token: string | undefined) =>
  postForm(login('token'), { grant_type: 'refresh_token', refresh_token: token ?? '', ...ours })

describe('sign-in', () => {
  test('a code with its verifier, then refresh tokens that change with every use', async () => {
    const { verifier, challenge } = proofKey()
    const params = new URLSearchParams({
      client_id: secrets.microsoftClientId,
      response_type: 'code',
      redirect_uri: 'http://app/back',
      scope: SCOPE,
      state: 's',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      sim: 'approve',
      login_hint: JONAS,
    })
    const back = await redirectOf(`${login('authorize')}?${params}`)
    expect(back.searchParams.get('state')).toBe('s')
    const code = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: 'http://app/back',
      ...ours,
    }
    const first = await postForm(login('token'), { ...code, code_verifier: verifier })
    expect(first.body.scope).toBe('openid email User.Read Calendars.Read')

    world.sims.microsoft.rotateStrictly()
    const second = await refresh(first.body.refresh_token)
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(second.body.refresh_token)).status).toBe(200)
  })

  test('a wrong secret is our problem, a revoked grant the person’s', async () => {
    const { refresh_token } = world.sims.microsoft.grant(JONAS)
    const wrong = await postForm(login('token'), {
      grant_type: 'refresh_token',
      refresh_token,
      ...ours,
      client_secret: 'wrong',
    })
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [7000215] } })
    world.sims.microsoft.revoke(JONAS)
    expect(await refresh(refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [50173] },
    })
  })
})
