// Google's OAuth 2.0 and OpenID Connect endpoints. https://developers.google.com/identity/protocols/oauth2/web-server
import express, { type Response, Router } from 'express'
import type { Agenda } from '../calendars/agenda.ts'
import { consentPage } from '../calendars/consent-page.ts'
import { ACCESS_LIFE_SECONDS, type Grant, type Grants } from '../calendars/grants.ts'
import { certs, signIdToken } from '../calendars/id-token.ts'
import { bearer, client, several, words } from '../calendars/query.ts'
import { hash } from '../calendars/uid.ts'
import type { SimClock } from '../clock.ts'

type Needs = { clock: SimClock; agenda: Agenda; grants: Grants; clientId: string; clientSecret: string }
const ALWAYS = [
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]

export function signInRoutes(needs: Needs): Router {
  const { agenda, grants } = needs
  const router = Router()
  router.use(express.urlencoded({ extended: false }))

  router.get('/o/oauth2/v2/auth', (req, res) => {
    const query = words(req.query)
    const problem = problemWith(query, needs.clientId)
    if (problem) return void res.status(400).type('text').send(`Error 400: ${problem}`)
    const scopes = (query.scope ?? '').split(' ').filter(Boolean)
    if (query.sim === 'deny') return back(res, query, { error: 'access_denied' })
    if (query.sim !== 'approve' || !query.login_hint)
      return void res.send(
        consentPage({
          provider: 'Google',
          people: agenda.people('google'),
          query,
          scopes: scopes.filter((scope) => !ALWAYS.includes(scope)),
        }),
      )
    const kept = several(req.query.keep)
    const left = scopes.filter(
      (scope) =>
        ALWAYS.includes(scope) ||
        ((!kept.length || kept.includes(scope)) && (!query.untick || !scope.endsWith(query.untick))),
    )
    approve(needs, res, query, left)
  })

  router.post('/token', (req, res) => {
    const { id, secret } = client(req)
    const form = words(req.body)
    if (id !== needs.clientId || secret !== needs.clientSecret)
      return void res.status(401).json({ error: 'invalid_client', error_description: 'Unauthorized' })
    if (form.grant_type === 'refresh_token') {
      const grant = grants.byRefresh(form.refresh_token ?? '')
      if (!grant) return invalidGrant(res, 'Token has been expired or revoked.')
      return void res.json(answer(needs, grant, null))
    }
    if (form.grant_type !== 'authorization_code')
      return void res.status(400).json({
        error: 'unsupported_grant_type',
        error_description: `Invalid grant_type: ${form.grant_type}`,
      })
    const redeemed = grants.redeem(form.code ?? '', {
      clientId: id,
      redirectUri: form.redirect_uri ?? '',
      verifier: form.code_verifier ?? '',
    })
    if (!redeemed) return invalidGrant(res, 'Bad Request')
    const tokens = answer(needs, redeemed.grant, redeemed.nonce)
    res.json(redeemed.offline ? { ...tokens, refresh_token: grants.refreshFor(redeemed.grant) } : tokens)
  })

  router.post('/revoke', (req, res) => {
    const token = words(req.body).token ?? words(req.query).token ?? ''
    if (grants.revokeToken(token)) return void res.status(200).json({})
    res.status(400).json({ error: 'invalid_token', error_description: 'Token expired or revoked' })
  })

  router.get(['/oauth2/v3/userinfo', '/userinfo'], (req, res) => {
    const grant = grants.byAccess(bearer(req))
    if (!grant)
      return void res.status(401).json({ error: 'invalid_request', error_description: 'Invalid Credentials' })
    res.json(profile(agenda, grant.email))
  })
  router.get('/tokeninfo', (req, res) => {
    const grant = grants.byAccess(words(req.query).access_token ?? '')
    if (!grant)
      return void res.status(400).json({ error: 'invalid_token', error_description: 'Invalid Value' })
    res.json({ aud: needs.clientId, scope: grant.scopes.join(' '), email: grant.email })
  })
  router.get('/oauth2/v3/certs', (_req, res) => void res.json(certs()))
  router.get('/.well-known/openid-configuration', (req, res) => {
    const here = `${req.protocol}://${req.get('host')}${req.baseUrl}`
    res.json({
      issuer: 'https://accounts.google.com',
      authorization_endpoint: `${here}/o/oauth2/v2/auth`,
      token_endpoint: `${here}/token`,
      revocation_endpoint: `${here}/revoke`,
      userinfo_endpoint: `${here}/oauth2/v3/userinfo`,
      jwks_uri: `${here}/oauth2/v3/certs`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['plain', 'S256'],
    })
  })
  return router
}

function problemWith(query: Record<string, string>, clientId: string): string | null {
  if (query.client_id !== clientId) return 'invalid_client'
  if (!query.redirect_uri || !URL.canParse(query.redirect_uri)) return 'redirect_uri_mismatch'
  if (query.response_type !== 'code') return 'unsupported_response_type'
  if (!query.scope) return 'invalid_request: Missing required parameter: scope'
  if (query.code_challenge && query.code_challenge_method !== 'S256')
    return 'invalid_request: code_challenge_method'
  return null
}

function approve({ agenda, grants }: Needs, res: Response, query: Record<string, string>, scopes: string[]) {
  const { email } = agenda.addPerson({ email: query.login_hint ?? '', provider: 'google' })
  const consented = grants.has(email)
  const code = grants.codeFor(grants.make(email, scopes), {
    clientId: query.client_id ?? '',
    redirectUri: query.redirect_uri ?? '',
    challenge: query.code_challenge ?? null,
    nonce: query.nonce ?? null,
    // A refresh token comes with the first consent only, unless consent is asked for again.
    offline: query.access_type === 'offline' && (!consented || /consent/.test(query.prompt ?? '')),
  })
  back(res, query, { code, scope: scopes.join(' '), authuser: '0', prompt: query.prompt ?? 'none' })
}

function back(
  res: Response,
  { redirect_uri, state }: Record<string, string>,
  params: Record<string, string>,
) {
  const url = new URL(redirect_uri ?? '')
  for (const [name, value] of Object.entries({ ...(state !== undefined && { state }), ...params }))
    url.searchParams.set(name, value)
  res.redirect(302, url.href)
}

export function answer({ clock, agenda, grants, clientId }: Needs, grant: Grant, nonce: string | null) {
  const now = Math.floor(clock.now() / 1000)
  const claims = {
    iss: 'https://accounts.google.com',
    azp: clientId,
    aud: clientId,
    ...profile(agenda, grant.email),
    ...(nonce !== null && { nonce }),
    iat: now,
    exp: now + 3600,
  }
  return {
    access_token: grants.accessFor(grant),
    expires_in: ACCESS_LIFE_SECONDS,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid') && { id_token: signIdToken(claims) }),
  }
}

function profile(agenda: Agenda, email: string) {
  const name = agenda.person(email)?.name ?? email
  const [given_name = name, ...rest] = name.split(' ')
  const sub = BigInt(`0x${hash('google', email).slice(0, 17)}`)
    .toString()
    .padStart(21, '1')
  return {
    sub,
    email,
    email_verified: true,
    name,
    given_name,
    family_name: rest.join(' '),
    hd: email.split('@')[1],
  }
}

function invalidGrant(res: Response, error_description: string) {
  res.status(400).json({ error: 'invalid_grant', error_description })
}
