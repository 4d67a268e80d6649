// A stand-in for Google's sign-in and Google Calendar v3. README.md in the folder above says where it lies.
import { Router } from 'express'
import { agendaOf } from '../calendars/agenda.ts'
import { type CalendarSteering, steering } from '../calendars/controls.ts'
import { openDeliveries, type Road } from '../calendars/deliveries.ts'
import { type Fault, openFaults } from '../calendars/faults.ts'
import { ACCESS_LIFE_SECONDS, openGrants } from '../calendars/grants.ts'
import { openQuota, type Quota } from '../calendars/quota.ts'
import type { CalendarControls, Provider, SimContext } from '../provider.ts'
import { calendarRoutes } from './calendar-api.ts'
import { openChannels } from './channels.ts'
import type { ListRules } from './list-events.ts'
import { signInRoutes } from './sign-in.ts'

export const GOOGLE_SCOPES = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
  'https://www.googleapis.com/auth/calendar.events.readonly',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
]

export type GoogleSim = Provider &
  CalendarControls &
  CalendarSteering & {
    /** The same as /calendar/v3 below `router`, for a client that cannot live below a path. */
    calendarApi: Router
    /** The next sync with any token given out so far answers 410. */
    expireSyncTokens(): void
    expireAccessTokens(): void
    fail(fault: Fault): void
    /** Nothing fails any more. */
    heal(): void
    /** Shorter pages than asked for, and an empty one first. */
    pages(rules: { size?: number; emptyFirst?: boolean }): void
    /** Of each user. */
    quota: Quota
    /** Of a deleted occurrence nothing is shown but its id and that it is gone. */
    bareStubs(isOn: boolean): void
    notifications(road: Road): void
    killChannels(): void
  }

export function googleSim(context: SimContext): GoogleSim {
  const { clock, store, secrets } = context
  const agenda = agendaOf(context)
  const grants = openGrants(context, 'google', { access: 'ya29.', refresh: '1//0', code: '4/0A' })
  const deliveries = openDeliveries(clock)
  const channels = openChannels(clock, store, deliveries)
  const faults = openFaults()
  const rules: ListRules = { epoch: 0, pageSize: 2500, emptyPages: false, hasBareStubs: false }
  const quota = openQuota(clock, { calls: 600, withinMs: 60_000, atOnce: 1_000 })
  agenda.onChange((change) => change.person.provider === 'google' && channels.changed(change))

  const router = Router()
  const { googleClientId: clientId, googleClientSecret: clientSecret } = secrets
  const calendarApi = calendarRoutes({ agenda, grants, faults, channels, rules, quota, clock })
  router.use('/calendar/v3', calendarApi)
  router.use(signInRoutes({ clock, agenda, grants, clientId, clientSecret }))

  return {
    router,
    calendarApi,
    idle: deliveries.idle,
    ...steering(agenda, 'google', clock),
    grant(email, scopes = GOOGLE_SCOPES) {
      const grant = grants.make(agenda.addPerson({ email, provider: 'google' }).email, scopes)
      return {
        refresh_token: grants.refreshFor(grant),
        access_token: grants.accessFor(grant),
        expires_in: ACCESS_LIFE_SECONDS,
        scope: scopes.join(' '),
      }
    },
    expireSyncTokens() {
      rules.epoch += 1
    },
    expireAccessTokens: grants.expireAccess,
    revoke: grants.revoke,
    fail: faults.add,
    heal: faults.heal,
    pages({ size = 2500, emptyFirst = false }) {
      rules.pageSize = size
      rules.emptyPages = emptyFirst
    },
    quota: quota.quota,
    bareStubs(isOn) {
      rules.hasBareStubs = isOn
    },
    notifications: deliveries.travel,
    killChannels: channels.kill,
  }
}
