/** A first person on a fresh server: the set-up link, the Google consent, the rules confirmed. All over HTTP. */
import type { Browser } from '../../test/browser-session.ts'
import { check } from './check.ts'
import type { Person } from './types.ts'

const email = 'maya@northwind.example'
const password = 'correct horse battery staple'

export type Server = {
  visitor(): Browser
  setUpLink: string | null
  /** Resolves when what was asked for has happened. */
  settle(): Promise<void>
}

export async function arrive(server: Server): Promise<Person> {
  const browser = server.visitor()
  const token = new URL(server.setUpLink ?? 'http://none/').searchParams.get('token') ?? ''
  check(token !== '', 'the server printed no set-up link: is the database not empty?')
  const body = { token, fullName: 'Maya Keller', email, password, organizationName: 'Northwind Trading' }
  await browser.api('POST /v1/setup', { body })
  await browser.signIn(email, password)
  await connect(server, browser, email, 'google_calendar')
  const { confirmedAt: _, ...rules } = await browser.api('GET /v1/rules')
  await browser.api('PUT /v1/rules', { body: rules })
  await server.settle()
  return { browser, email }
}

/** Through the provider's consent page, as a browser goes. */
export async function connect(
  server: Server,
  browser: Browser,
  as: string,
  provider: 'google_calendar' | 'microsoft_outlook',
) {
  const { redirectUrl } = await browser.api('POST /v1/calendars/connect', { body: { provider } })
  const consent = new URL(redirectUrl)
  consent.searchParams.set('login_hint', as)
  consent.searchParams.set('sim', 'approve') // the person at the stand-in's page says yes
  const { url } = await browser.follow(consent.toString())
  check(!url.includes('problem='), `connecting the calendar ended at ${url}`)
  await server.settle()
}
