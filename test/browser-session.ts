/** A browser without a screen: keeps cookies, follows redirects by itself, and speaks the API's JSON. */
import type { Answer, Call } from './api-types.ts'

export type Browser = {
  /** One request with this session's cookies; redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Follow redirects across hosts, as a person's browser would; returns the last address and answer. */
  follow(url: string): Promise<{ url: string; response: Response }>
  /** Call the API by its key, such as 'GET /v1/me'; throws the problem's title when it is refused. */
  api<Key extends Call>(
    key: Key,
    input?: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown },
  ): Promise<Answer<Key>>
  signIn(email: string, password: string): Promise<void>
  /** The cookie header that it would send there. */
  cookies(url: string): string
}

export function browserFor(origin: string): Browser {
  const jars = new Map<string, Map<string, string>>()
  const jar = (url: string) => {
    const host = new URL(url).host
    return jars.get(host) ?? jars.set(host, new Map()).get(host) ?? new Map()
  }

  const cookieHeader = (url: string) => [...jar(url)].map(([name, value]) => `${name}=${value}`).join('; ')

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookies = cookieHeader(url)
    if (cookies) headers.set('cookie', cookies)
    if (init.method && init.method !== 'GET') headers.set('origin', new URL(url).origin)
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar(url).delete(pair.slice(0, at))
      else jar(url).set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  const browser: Browser = {
    cookies: cookieHeader,
    fetch: (path, init) => request(new URL(path, origin).toString(), init),
    async follow(url) {
      for (let hops = 0, here = new URL(url, origin).toString(); hops < 10; hops++) {
        const response = await request(here)
        const next = response.headers.get('location')
        if (!next) return { url: here, response }
        here = new URL(next, here).toString()
      }
      throw new Error('Too many redirects')
    },
    async api(key, { params = {}, query = {}, body } = {}) {
      const [method = 'GET', pattern = ''] = key.split(' ')
      const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
      const response = await browser.fetch(`${path}?${new URLSearchParams(query)}`, {
        method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      })
      const answer = await response.json()
      if (!response.ok)
        throw Object.assign(new Error(`${key}: ${answer.detail ?? answer.title}`), { problem: answer })
      return answer
    },
    async signIn(email, password) {
      const response = await browser.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
      if (!response.ok) throw new Error(`Sign-in: ${await response.text()}`)
    },
  }
  return browser
}
