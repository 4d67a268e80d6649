/**
 * Outlook calendars through Microsoft Graph. The delta feed tells *that* something changed: its occurrences are thin
 * and a deleted one leaves no trace in it. So a round with changes is followed by a list of the whole window.
 */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { readGraphChanges } from '#calendar/providers/graph-changes.ts'
import { type Graph, graphFor } from '#calendar/providers/graph-client.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import type { CalendarProvider, Watching } from '#calendar/providers/provider.ts'
import { askForTokens } from '#calendar/providers/token-endpoint.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

const SCOPES = ['offline_access', 'openid', 'email', 'profile', 'User.Read', 'Calendars.Read']
/** The longest life that Graph has always given a subscription to events; what comes back is what counts. */
const SUBSCRIPTION_MINUTES = 4_200

export type MicrosoftSettings = {
  clientId: string
  clientSecret: string
  loginUrl: string
  graphUrl: string
}

/** `loginUrl` and `graphUrl` may be a national cloud's or a stand-in's. */
export function microsoftCalendar(settings: MicrosoftSettings): CalendarProvider {
  const { clientId, clientSecret, graphUrl } = settings
  const login = `${settings.loginUrl.replace(/\/$/, '')}/common/oauth2/v2.0`
  const client = { client_id: clientId, client_secret: clientSecret }
  const graph = (accessToken: string) => graphFor(accessToken, graphUrl)

  return {
    authorizeUrl({ state, codeChallenge, redirectUri, loginHint }) {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirectUri,
        scope: SCOPES.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        prompt: 'select_account',
        ...(loginHint && { login_hint: loginHint }),
      })
      return `${login}/authorize?${query}`
    },

    async exchange({ code, verifier, redirectUri }) {
      const tokens = await askForTokens(`${login}/token`, {
        ...client,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        scope: SCOPES.join(' '),
      })
      const { refreshToken } = tokens
      if (!tokens.scopes.some((scope) => /(^|\/)Calendars\.Read(Write)?$/i.test(scope)))
        throw new Refusal('scope_missing', 'The permission to read calendars was not given')
      if (!refreshToken)
        throw new Refusal('grant_lost', 'Microsoft gave no lasting permission: connect again')
      return { ...tokens, refreshToken, ...(await whoIs(graph(tokens.accessToken))) }
    },

    refresh: (refreshToken) =>
      askForTokens(`${login}/token`, {
        ...client,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        scope: SCOPES.join(' '),
      }),

    revoke: async () => {}, // Microsoft has no address for that: forgetting the token is all one can do

    async listCalendars(accessToken) {
      const { value } = Calendars.parse(await graph(accessToken).read('/me/calendars?$top=100'))
      return value.map(({ id, name, isDefaultCalendar }) => ({
        id,
        name,
        isPrimary: isDefaultCalendar,
        timeZone: null,
      }))
    },

    readChanges: ({ accessToken, calendarId, cursor, window }) =>
      readGraphChanges(graph(accessToken), calendarPath(calendarId), cursor, window),

    async readEvent({ accessToken, calendarId, eventId }) {
      try {
        const path = `${calendarPath(calendarId)}/events/${encodeURIComponent(eventId)}`
        return fromGraph(GraphEvent.parse(await graph(accessToken).read(path)))
      } catch (error) {
        if (isRefusal(error, 'not_found')) return null
        throw error
      }
    },

    longestWatchMinutes: SUBSCRIPTION_MINUTES,

    async watch({ accessToken, calendarId, address, secret, until }) {
      const subscription = {
        changeType: 'created,updated,deleted',
        notificationUrl: address,
        lifecycleNotificationUrl: `${address}/lifecycle`,
        resource: `${calendarPath(calendarId)}/events`,
        expirationDateTime: until.toUTC().toISO(),
        clientState: secret,
        latestSupportedTlsVersion: 'v1_2',
      }
      return watching(await graph(accessToken).write('post', '/subscriptions', subscription))
    },

    async renew({ accessToken, channelId, until }) {
      const body = { expirationDateTime: until.toUTC().toISO() }
      try {
        return watching(await graph(accessToken).write('patch', subscriptionPath(channelId), body))
      } catch (error) {
        if (isRefusal(error, 'not_found')) return null
        throw error
      }
    },

    async unwatch({ accessToken, channelId }) {
      await graph(accessToken)
        .write('delete', subscriptionPath(channelId))
        .catch((error: unknown) => {
          if (!isRefusal(error, 'not_found')) throw error
        })
    },
  }
}

const calendarPath = (calendarId: string) => `/me/calendars/${encodeURIComponent(calendarId)}`
const subscriptionPath = (id: string) => `/subscriptions/${encodeURIComponent(id)}`

const Calendars = z.object({
  value: z.array(
    z.object({ id: z.string(), name: z.string(), isDefaultCalendar: z.boolean().default(false) }),
  ),
})
const Subscription = z.object({ id: z.string(), expirationDateTime: z.string() })

function watching(answer: unknown): Watching {
  const { id, expirationDateTime } = Subscription.parse(answer)
  return { channelId: id, resourceId: null, expiresAt: DateTime.fromISO(expirationDateTime, { zone: 'utc' }) }
}

const Me = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string(),
})

/** A personal account has no `mail`; its principal name is the address. */
async function whoIs(graph: Graph) {
  const { id, displayName, mail, userPrincipalName } = Me.parse(await graph.read('/me'))
  return { accountId: id, email: (mail ?? userPrincipalName).toLowerCase(), name: displayName ?? null }
}
