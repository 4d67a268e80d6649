// The Microsoft identity platform, v2.0 endpoints. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
import { randomUUID } from 'node:crypto'
import express, { type Response, Router } from 'express'
import type { Agenda } from '../calendars/agenda.ts'
import { consentPage } from '../calendars/consent-page.ts'
import { ACCESS_LIFE_SECONDS, type Grant, type Grants } from '../calendars/grants.ts'
import { certs, signIdToken } from '../calendars/id-token.ts'
import { client, several, words } from '../calendars/query.ts'
import type { SimClock } from '../clock.ts'
import { tenantId, userId } from './subscriptions.ts'

export type LoginRules = {
  /** A refresh token works once. Real ones live on for a while. */
  strictRotation: boolean
  /** So many refreshes happen, and their answers never arrive. */
  answersToLose: number
}
type Needs = {
  clock: SimClock
  agenda: Agenda
  grants: Grants
  clientId: string
  clientSecret: string
  rules: LoginRules
}
const ALWAYS = ['openid', 'email', 'profile', 'offline_access']

export function loginRoutes(needs: Needs): Router {
  const { agenda, grants } = needs
  const router = Router()
  router.use(express.urlencoded({ extended: false }))

  router.get('/:tenant/oauth2/v2.0/authorize', (req, res) => {
    const query = words(req.query)
    if (query.client_id !== needs.clientId)
      return void res
        .status(400)
        .type('text')
        .send(
          `AADSTS700016: Application with identifier '${query.client_id}' was not found in the directory.`,
        )
    if (!query.redirect_uri || !URL.canParse(query.redirect_uri))
      return void res
        .status(400)
        .type('text')
        .send('AADSTS50011: The redirect URI specified in the request does not match.')
    const scopes = (query.scope ?? '').split(' ').filter(Boolean)
    if (query.sim === 'deny')
      return back(res, query, {
        error: 'access_denied',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      })
    if (query.sim !== 'approve' || !query.login_hint)
      return void res.send(
        consentPage({
          provider: 'Microsoft',
          people: agenda.people('microsoft'),
          query,
          scopes: scopes.filter((one) => !ALWAYS.includes(one)),
        }),
      )
    const kept = several(req.query.keep)
    const left = scopes.filter(
      (one) =>
        ALWAYS.includes(one) ||
        ((!kept.length || kept.includes(one)) && (!query.untick || !one.endsWith(query.untick))),
    )
    const { email } = agenda.addPerson({ email: query.login_hint, provider: 'microsoft' })
    const code = grants.codeFor(grants.make(email, left), {
      clientId: query.client_id,
      redirectUri: query.redirect_uri,
      challenge: query.code_challenge ?? null,
      nonce: query.nonce ?? null,
      offline: left.includes('offline_access'),
    })
    back(res, query, { code, session_state: randomUUID() })
  })

  router.post('/:tenant/oauth2/v2.0/token', (req, res) => {
    const { id, secret } = client(req)
    const form = words(req.body)
    const problem = (code: number, error: string, text: string, status = 400) =>
      tokenProblem(res, { status, code, error, text, now: needs.clock.now() })
    if (id !== needs.clientId)
      return problem(700016, 'unauthorized_client', 'Application was not found in the directory.')
    if (secret !== needs.clientSecret)
      return problem(7000215, 'invalid_client', 'Invalid client secret provided.', 401)
    if (form.grant_type === 'refresh_token') {
      const grant = grants.byRefresh(form.refresh_token ?? '')
      if (!grant)
        return problem(
          50173,
          'invalid_grant',
          'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
        )
      if (needs.rules.strictRotation) grants.drop(form.refresh_token ?? '')
      if (needs.rules.answersToLose > 0) {
        needs.rules.answersToLose -= 1
        return void res.socket?.destroy()
      }
      return void res.json(answer(needs, grant, null, true))
    }
    if (form.grant_type !== 'authorization_code')
      return problem(70003, 'unsupported_grant_type', 'The app requested an unsupported grant type.')
    const redeemed = grants.redeem(form.code ?? '', {
      clientId: id,
      redirectUri: form.redirect_uri ?? '',
      verifier: form.code_verifier ?? '',
    })
    if (!redeemed)
      return problem(
        70008,
        'invalid_grant',
        'The provided authorization code or refresh token has expired due to inactivity.',
      )
    res.json(answer(needs, redeemed.grant, redeemed.nonce, redeemed.offline))
  })

  router.get('/:tenant/discovery/v2.0/keys', (_req, res) => void res.json(certs()))
  router.get('/:tenant/v2.0/.well-known/openid-configuration', (req, res) => {
    const here = `${req.protocol}://${req.get('host')}${req.baseUrl}/${req.params.tenant}`
    res.json({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      authorization_endpoint: `${here}/oauth2/v2.0/authorize`,
      token_endpoint: `${here}/oauth2/v2.0/token`,
      jwks_uri: `${here}/discovery/v2.0/keys`,
      userinfo_endpoint: `${here.replace(/\/login\/.*/, '/graph')}/oidc/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  })
  return router
}

function back(
  res: Response,
  { redirect_uri, state }: Record<string, string>,
  params: Record<string, string>,
) {
  const url = new URL(redirect_uri ?? '')
  for (const [name, value] of Object.entries({ ...params, ...(state !== undefined && { state }) }))
    url.searchParams.set(name, value)
  res.redirect(302, url.href)
}

/** Every answer carries a new refresh token; `offline_access` is not echoed. */
function answer(
  { clock, agenda, grants, clientId }: Needs,
  grant: Grant,
  nonce: string | null,
  offline: boolean,
) {
  const now = Math.floor(clock.now() / 1000)
  const claims = {
    iss: `https://login.microsoftonline.com/${tenantId(grant.email)}/v2.0`,
    aud: clientId,
    tid: tenantId(grant.email),
    oid: userId(grant.email),
    ver: '2.0',
    ...identity(agenda, grant.email),
    preferred_username: grant.email,
    ...(nonce !== null && { nonce }),
    iat: now,
    nbf: now,
    exp: now + 3600,
  }
  return {
    token_type: 'Bearer',
    scope: grant.scopes.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: ACCESS_LIFE_SECONDS,
    ext_expires_in: ACCESS_LIFE_SECONDS,
    access_token: grants.accessFor(grant),
    ...(offline && { refresh_token: grants.refreshFor(grant) }),
    ...(grant.scopes.includes('openid') && { id_token: signIdToken(claims) }),
  }
}

export const identity = (agenda: Agenda, email: string) => ({
  sub: userId(`subject ${email}`),
  email,
  name: agenda.person(email)?.name ?? email,
})

type TokenProblem = { status: number; code: number; error: string; text: string; now: number }

function tokenProblem(res: Response, { status, code, error, text, now }: TokenProblem): void {
  const [trace, correlation, time] = [
    randomUUID(),
    randomUUID(),
    new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, ''),
  ]
  res.status(status).json({
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${time}`,
    error_codes: [code],
    timestamp: time,
    trace_id: trace,
    correlation_id: correlation,
  })
}
