// Recall as a client of the provider: it refreshes the grant that it was handed, and asks whose it is. Real HTTP.
import type { Platform, SimCalendar } from './types.ts'

export type Access = { token: string; expiresAt: number; refreshToken: string; email: string }
/** `refused`: the provider's word for a grant that is none any more. */
export type Asked = Access | { refused: string } | 'no_answer'

const places: Record<Platform, { token: string; who: string }> = {
  google_calendar: { token: '/google/token', who: '/google/oauth2/v3/userinfo' },
  microsoft_outlook: {
    token: '/microsoft/login/common/oauth2/v2.0/token',
    who: '/microsoft/graph/oidc/userinfo',
  },
}

/** Microsoft gives a new refresh token each time: keep it. */
export async function askForAccess(root: string, calendar: SimCalendar, now: number): Promise<Asked> {
  const { token, who } = places[calendar.platform]
  const form = {
    grant_type: 'refresh_token',
    client_id: calendar.clientId,
    client_secret: calendar.clientSecret,
    refresh_token: calendar.refreshToken,
  }
  try {
    const answer = await fetch(`${root}${token}`, { method: 'POST', body: new URLSearchParams(form) })
    const tokens = await words(answer)
    if (answer.status >= 500) return 'no_answer'
    if (!answer.ok) return { refused: tokens.error ?? String(answer.status) }
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const person = await words(await fetch(`${root}${who}`, { headers }))
    return {
      token: tokens.access_token ?? '',
      expiresAt: now + Number(tokens.expires_in) * 1000,
      refreshToken: tokens.refresh_token ?? calendar.refreshToken,
      email: person.email ?? '',
    }
  } catch {
    return 'no_answer' // the provider is away: nothing is known, and nothing changes
  }
}

/** Flat objects of words and numbers, as both endpoints answer. */
async function words(answer: Response): Promise<Record<string, string>> {
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
}
