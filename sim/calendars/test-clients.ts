// The providers' own clients, pointed at the stand-ins.
import { calendar, type calendar_v3 } from '@googleapis/calendar'
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
import { OAuth2Client } from 'google-auth-library'
import { type CalendarWorld, HOUR, JONAS, MAYA } from './test-calendars.ts'

export function googleClient({ sims }: CalendarWorld): calendar_v3.Calendar {
  const auth = new OAuth2Client()
  auth.setCredentials({
    access_token: sims.google.grant(MAYA).access_token,
    expiry_date: Date.now() + HOUR, // by the library's own clock; without it, every 403 costs a refresh
  })
  return calendar({ version: 'v3', rootUrl: `${sims.url}/`, auth, retry: false })
}

/** It believes that it talks to graph.microsoft.com: its last handler sends the call to the stand-in. */
export function graphClient(
  { sims }: CalendarWorld,
  token = sims.microsoft.grant(JONAS).access_token,
): Client {
  const toStandIn: Middleware = {
    async execute(context: Context) {
      const url = String(context.request).replace(
        'https://graph.microsoft.com',
        `${sims.url}/microsoft/graph`,
      )
      const headers = new Headers(context.options?.headers as Record<string, string>) // the client's own type is wider
      headers.set('authorization', `Bearer ${token}`)
      headers.set('x-rewritten-host', 'graph.microsoft.com')
      context.response = await fetch(url, { ...context.options, headers } as RequestInit) // a node-fetch type by name only
    },
  }
  return Client.initWithMiddleware({ middleware: toStandIn })
}

export const WINDOW = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-12-21T00:00:00Z'
export type GraphItem = Record<string, unknown> & { id: string }
export type GraphPage = { value: GraphItem[]; '@odata.nextLink'?: string; '@odata.deltaLink'?: string }
