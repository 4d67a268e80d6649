/** Google Calendar, through Google's own client. It never repeats a call by itself: that is a job's decision. */
import { calendar, type calendar_v3 } from '@googleapis/calendar'
import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { asRefusal } from '#calendar/providers/google-errors.ts'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import type {
  CalendarProvider,
  ChangePage,
  ProviderCalendar,
  Watching,
} from '#calendar/providers/provider.ts'
import { askForTokens, revokeToken } from '#calendar/providers/token-endpoint.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

const PREFIX = 'https://www.googleapis.com/auth'
const EVENTS = `${PREFIX}/calendar.events.readonly`
const LIST = `${PREFIX}/calendar.calendarlist.readonly`
const SCOPES = ['openid', 'email', 'profile', EVENTS, LIST]

const TIMEOUT_MS = 20_000
/** One page is one transaction of ours: larger ones save round trips, and still commit in a blink. */
const PAGE_SIZE = 500
/** 250 calendars a page: nobody has more. */
const MOST_LIST_PAGES = 4
/** The longest life that Google gives a channel. */
const CHANNEL_MINUTES = 7 * 24 * 60

export type GoogleSettings = { clientId: string; clientSecret: string; baseUrl?: string | undefined }

/** `baseUrl` sends everything to another server, such as a stand-in. */
export function googleCalendar({ clientId, clientSecret, baseUrl }: GoogleSettings): CalendarProvider {
  const at = addresses(baseUrl)
  const client = { client_id: clientId, client_secret: clientSecret }
  const api = (accessToken: string) => apiFor(accessToken, at.root)

  return {
    authorizeUrl: ({ state, codeChallenge, redirectUri, loginHint }) =>
      new OAuth2Client({
        clientId,
        redirectUri,
        endpoints: { oauth2AuthBaseUrl: at.authorize },
      }).generateAuthUrl({
        scope: SCOPES,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: CodeChallengeMethod.S256,
        access_type: 'offline',
        prompt: 'consent', // without it, a second consent brings no refresh token
        include_granted_scopes: true,
        ...(loginHint && { login_hint: loginHint }),
      }),

    async exchange({ code, verifier, redirectUri }) {
      const tokens = await askForTokens(at.token, {
        ...client,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      })
      const { refreshToken } = tokens
      if (!tokens.scopes.some((scope) => scope === EVENTS || scope === `${PREFIX}/calendar.readonly`))
        throw new Refusal('scope_missing', 'The box for reading calendar events was not ticked')
      if (!refreshToken) throw new Refusal('grant_lost', 'Google gave no lasting permission: connect again')
      return { ...tokens, refreshToken, ...(await whoIs(at.userinfo, tokens.accessToken)) }
    },

    refresh: (refreshToken) =>
      askForTokens(at.token, { ...client, grant_type: 'refresh_token', refresh_token: refreshToken }),

    revoke: (refreshToken) => revokeToken(at.revoke, refreshToken),

    async listCalendars(accessToken) {
      const list: calendar_v3.Schema$CalendarListEntry[] = []
      for (let pageToken: string | undefined, page = 0; page < MOST_LIST_PAGES; page++) {
        const ask = { minAccessRole: 'reader', maxResults: 250, ...(pageToken && { pageToken }) }
        const { data } = await asked(() => api(accessToken).calendarList.list(ask))
        list.push(...(data.items ?? []))
        pageToken = data.nextPageToken ?? undefined
        if (pageToken === undefined) break
      }
      return list.flatMap(listed)
    },

    readChanges: ({ accessToken, calendarId, cursor, window }) =>
      pages(api(accessToken), {
        calendarId,
        singleEvents: true,
        maxResults: PAGE_SIZE,
        ...(cursor
          ? { syncToken: cursor } // a window beside a token is refused: the token carries its own
          : { timeMin: isoOf(window.start), timeMax: isoOf(window.end) }),
      }),

    async readEvent({ accessToken, calendarId, eventId }) {
      try {
        const { data } = await asked(() => api(accessToken).events.get({ calendarId, eventId }))
        return data.status === 'cancelled' ? null : fromGoogle(data)
      } catch (error) {
        if (isRefusal(error, 'not_found')) return null
        throw error
      }
    },

    longestWatchMinutes: CHANNEL_MINUTES,

    async watch({ accessToken, calendarId, address, channelId, secret, until }) {
      const expiration = String(until.toMillis())
      const { data } = await asked(() =>
        api(accessToken).events.watch({
          calendarId,
          requestBody: { id: channelId, type: 'web_hook', address, token: secret, expiration },
        }),
      )
      return watching(channelId, data)
    },

    renew: async () => null, // Google's channels cannot be renewed

    async unwatch({ accessToken, channelId, resourceId }) {
      const requestBody = { id: channelId, ...(resourceId && { resourceId }) }
      await asked(() => api(accessToken).channels.stop({ requestBody })).catch((error: unknown) => {
        if (!isRefusal(error, 'not_found')) throw error
      })
    },
  }
}

const addresses = (baseUrl: string | undefined) => ({
  authorize: baseUrl ? `${baseUrl}/o/oauth2/v2/auth` : 'https://accounts.google.com/o/oauth2/v2/auth',
  token: baseUrl ? `${baseUrl}/token` : 'https://oauth2.googleapis.com/token',
  revoke: baseUrl ? `${baseUrl}/revoke` : 'https://oauth2.googleapis.com/revoke',
  userinfo: `${baseUrl ?? 'https://www.googleapis.com'}/oauth2/v3/userinfo`,
  root: baseUrl ? `${baseUrl}/` : 'https://www.googleapis.com/',
})

/** The token alone, without its expiry: whether it is still good is decided by our clock, not by the library's. */
function apiFor(accessToken: string, rootUrl: string): calendar_v3.Calendar {
  const auth = new OAuth2Client()
  auth.setCredentials({ access_token: accessToken })
  return calendar({ version: 'v3', auth, rootUrl, retry: false, timeout: TIMEOUT_MS })
}

const asked = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    throw asRefusal(error)
  }
}

/** A page may be short or empty while more follow; the token for the next time comes with the last one. */
async function* pages(
  api: calendar_v3.Calendar,
  list: calendar_v3.Params$Resource$Events$List,
): AsyncGenerator<ChangePage> {
  const isWholeWindow = list.syncToken === undefined
  let pageToken: string | undefined
  do {
    const { data } = await asked(() => api.events.list({ ...list, ...(pageToken && { pageToken }) }))
    pageToken = data.nextPageToken ?? undefined
    yield {
      ...sorted(data.items ?? []),
      isWholeWindow,
      ...(data.nextSyncToken && { cursor: data.nextSyncToken }),
    }
  } while (pageToken)
}

/** A cancelled item may be a bare stub, without times and even without an etag: its id is all that counts. */
function sorted(items: calendar_v3.Schema$Event[]): Pick<ChangePage, 'events' | 'removed' | 'unreadable'> {
  const gone = items.filter(({ status }) => status === 'cancelled')
  const read = items
    .filter(({ status }) => status !== 'cancelled')
    .map((item) => ({ id: item.id, event: fromGoogle(item) }))
  return {
    events: read.flatMap(({ event }) => event ?? []),
    removed: gone.flatMap(({ id }) => id ?? []),
    unreadable: read.flatMap(({ id, event }) => (event === null && id ? [id] : [])),
  }
}

/** Somebody's free and busy times alone show no meetings. */
const listed = (entry: calendar_v3.Schema$CalendarListEntry): ProviderCalendar[] => {
  const { id, summary, summaryOverride, primary, timeZone, accessRole } = entry
  if (!id || entry.deleted || accessRole === 'freeBusyReader') return []
  const name = summaryOverride ?? summary ?? id
  return [{ id, name, isPrimary: primary === true, timeZone: timeZone ?? null }]
}

const watching = (channelId: string, data: calendar_v3.Schema$Channel): Watching => ({
  channelId,
  resourceId: data.resourceId ?? null,
  expiresAt: data.expiration ? DateTime.fromMillis(Number(data.expiration), { zone: 'utc' }) : null,
})

const isoOf = (instant: DateTime) => instant.toUTC().toISO() ?? ''

const Person = z.object({ sub: z.string(), email: z.string(), name: z.string().optional() })

async function whoIs(url: string, accessToken: string) {
  const auth = new OAuth2Client()
  auth.setCredentials({ access_token: accessToken })
  const { data } = await asked(() => auth.request({ url, retry: false, timeout: TIMEOUT_MS }))
  const { sub, email, name } = Person.parse(data)
  return { accountId: sub, email: email.toLowerCase(), name: name ?? null }
}
