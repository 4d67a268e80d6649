/**
 * Where a provider sends the browser back after asking for a calendar. Whatever happens, the person lands on the
 * calendars page, which says what came of it: ?connected=<provider> or ?problem=<code>.
 */
import { type Request, Router } from 'express'
import { z } from 'zod'
import { identify } from '#api/identify.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { requestId } from '#api/problem.ts'
import { Provider } from '#api/routes/calendars.ts'
import { begunBy, redirectUri } from '#calendar/connecting/begin-connecting.ts'
import { connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { handOver } from '#calendar/connecting/hand-over.ts'
import {
  type CalendarProvider,
  type Grant,
  type ProviderCalendar,
  portFor,
} from '#calendar/providers/provider.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

/** Whatever else stands in the address counts as nothing said. */
const Answer = z.object({
  state: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  error: z.string().max(100).optional().catch(undefined),
})

/** GET /calendars/callback/:provider */
export function oauthCallback(needs: ApiNeeds): Router {
  const router = Router()
  router.get('/calendars/callback/:provider', async (req, res) => {
    res.set('referrer-policy', 'no-referrer') // the address carries a code
    res.redirect(303, `/calendars?${await outcome(needs, req, requestId(res))}`)
  })
  return router
}

/** The query of the page that the browser goes to. */
async function outcome(needs: ApiNeeds, req: Request, requestId: string): Promise<string> {
  try {
    const provider = await connect(needs, req)
    return `connected=${provider}`
  } catch (error) {
    if (!isRefusal(error)) throw error
    needs.log.warn({ requestId, code: error.code }, 'a calendar was not connected')
    return `problem=${problemOf(error)}`
  }
}

/** The page's word for it: mostly the code; for a conflict, which way the account is connected already. */
const problemOf = ({ code, extra }: Refusal): string =>
  code === 'conflict' && typeof extra.reply === 'string' ? extra.reply : code

async function connect(needs: ApiNeeds, req: Request): Promise<string> {
  const provider = Provider.safeParse(req.params.provider)
  if (!provider.success) throw new Refusal('not_found')
  const { organizationId, userId } = await identify(needs)(req)
  if (!organizationId) throw new Refusal('not_allowed', 'Join or make an organization first')
  const { state, code, error } = Answer.parse(req.query)
  const { verifier, through } = begunBy(needs, state, { organizationId, userId, provider: provider.data })
  if (!code) throw new Refusal('not_allowed', `The provider said: ${error ?? 'nothing'}`)

  const port = portFor(needs, provider.data)
  const redirect = redirectUri(needs.publicUrl, provider.data)
  const grant = await port.exchange({ code, verifier, redirectUri: redirect })
  const account = { organizationId, userId, provider: provider.data, grant }
  if (through === 'recall') {
    if (!needs.recallCalendars) throw new Refusal('feature_off')
    await handOver(needs, needs.recallCalendars, account)
    return provider.data
  }
  const calendars = await calendarsOf(port, grant)
  await needs.db.asOrganization(organizationId, (tx) => connectCalendar(tx, needs, { ...account, calendars }))
  return provider.data
}

/** Somebody may allow the events and not the list of calendars: then it is their primary one. */
async function calendarsOf(port: CalendarProvider, grant: Grant): Promise<ProviderCalendar[]> {
  try {
    return await port.listCalendars(grant.accessToken)
  } catch (error) {
    if (!isRefusal(error, 'scope_missing')) throw error
    return [{ id: grant.email, name: grant.email, isPrimary: true, timeZone: null }]
  }
}
