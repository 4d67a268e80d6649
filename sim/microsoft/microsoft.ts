// A stand-in for the Microsoft identity platform and Graph v1.0. README.md in the folder above says where it lies.
import { Router } from 'express'
import { agendaOf } from '../calendars/agenda.ts'
import { type CalendarSteering, steering } from '../calendars/controls.ts'
import { openDeliveries, type Road } from '../calendars/deliveries.ts'
import { type Fault, openFaults } from '../calendars/faults.ts'
import { ACCESS_LIFE_SECONDS, openGrants } from '../calendars/grants.ts'
import { bearer } from '../calendars/query.ts'
import { openQuota, type Quota } from '../calendars/quota.ts'
import type { CalendarControls, Provider, SimContext } from '../provider.ts'
import type { DeltaRules } from './delta.ts'
import { notSignedIn, refuse } from './errors.ts'
import { isGone } from './event.ts'
import { graphRoutes } from './graph.ts'
import { identity, type LoginRules, loginRoutes } from './login.ts'
import { type LifecycleEvent, openSubscriptions } from './subscriptions.ts'

export const MICROSOFT_SCOPES = [
  'openid',
  'email',
  'profile',
  'offline_access',
  'User.Read',
  'Calendars.Read',
]

export type MicrosoftSim = Provider &
  CalendarControls &
  CalendarSteering & {
    /** The next sync with any link given out so far answers 410. */
    expireSyncTokens(): void
    expireAccessTokens(): void
    fail(fault: Fault): void
    /** Nothing fails any more. */
    heal(): void
    /** Shorter pages than asked for, an empty one first, and what one ended with once more in the next. */
    pages(rules: { size?: number; emptyFirst?: boolean; repeats?: boolean }): void
    /** Of each mailbox. */
    quota: Quota
    /** Real milliseconds. */
    answersTake(ms: number): void
    notifications(road: Road): void
    lifecycle(email: string, event: LifecycleEvent): void
    /** From now on a refresh token works once only. */
    rotateStrictly(): void
    /** The next so many refreshes are done, and the connection breaks before the answer. */
    loseTokenAnswers(count: number): void
  }

export function microsoftSim(context: SimContext): MicrosoftSim {
  const { clock, store, secrets } = context
  const agenda = agendaOf(context)
  const grants = openGrants(context, 'microsoft', { access: 'EwB', refresh: 'M.C5_', code: 'M.C5_BAY.' })
  const deliveries = openDeliveries(clock)
  const subscriptions = openSubscriptions(clock, store, deliveries)
  const faults = openFaults()
  const rules: DeltaRules = { epoch: 0, pageSize: 1000, emptyPages: false, repeats: false, slowMs: 0 }
  const quota = openQuota(clock, { calls: 10_000, withinMs: 10 * 60_000, atOnce: 4 })
  const login: LoginRules = { strictRotation: false, answersToLose: 0 }
  agenda.onChange((change) => {
    if (change.person.provider !== 'microsoft') return
    const gone = isGone(change.appointment, change.person.email)
    subscriptions.changed(gone ? { ...change, kind: 'deleted' } : change)
  })

  const router = Router()
  const { microsoftClientId: clientId, microsoftClientSecret: clientSecret } = secrets
  router.use('/login', loginRoutes({ clock, agenda, grants, clientId, clientSecret, rules: login }))
  router.get('/graph/oidc/userinfo', (req, res) => {
    const grant = grants.byAccess(bearer(req))
    return grant ? void res.json(identity(agenda, grant.email)) : refuse(res, notSignedIn)
  })
  router.use('/graph/v1.0', graphRoutes({ agenda, grants, faults, subscriptions, rules, quota, clock }))

  return {
    router,
    idle: deliveries.idle,
    ...steering(agenda, 'microsoft', clock),
    grant(email, scopes = MICROSOFT_SCOPES) {
      const grant = grants.make(agenda.addPerson({ email, provider: 'microsoft' }).email, scopes)
      return {
        refresh_token: grants.refreshFor(grant),
        access_token: grants.accessFor(grant),
        expires_in: ACCESS_LIFE_SECONDS,
        scope: scopes.filter((scope) => scope !== 'offline_access').join(' '),
      }
    },
    expireSyncTokens() {
      rules.epoch += 1
    },
    expireAccessTokens: grants.expireAccess,
    revoke: grants.revoke,
    fail: faults.add,
    heal: faults.heal,
    pages({ size = 1000, emptyFirst = false, repeats = false }) {
      rules.pageSize = size
      rules.emptyPages = emptyFirst
      rules.repeats = repeats
    },
    quota: quota.quota,
    answersTake(ms) {
      rules.slowMs = ms
    },
    notifications: deliveries.travel,
    lifecycle: subscriptions.lifecycle,
    rotateStrictly() {
      login.strictRotation = true
    },
    loseTokenAnswers(count) {
      login.answersToLose = count
    },
  }
}
