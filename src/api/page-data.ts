/** What a page needs at once is written into it: who has opened it, and the meeting that its address names. */
import type { Request } from 'express'
import type { z } from 'zod'
import { newestNumber } from '#api/live/changes.ts'
import { ask, type Identify } from '#api/mount.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { accountRoutes } from '#api/routes/account.ts'
import { sessionRoutes } from '#api/routes/sessions.ts'
import { Refusal } from '#lib/errors.ts'

/** Answers as they cross the wire; `after` is the newest change that they know. */
export type Known = { after?: number; me?: unknown; session?: SessionShown }
type SessionShown = z.input<(typeof sessionRoutes)['GET /v1/sessions/{id}']['returns']>
export type PageData = (req: Request) => Promise<Known | null>

/** Null for whoever is not signed in. What is refused stays out: the page asks for it, and is told why. */
export const pageData =
  (needs: ApiNeeds, identify: Identify): PageData =>
  async (req) => {
    if (req.get('cookie') === undefined) return null
    const person = await unlessRefused(identify(req))
    if (!person) return null
    const who = () => Promise.resolve(person)
    const { organizationId } = person
    const known: Known = {}
    if (organizationId) known.after = await needs.db.asOrganization(organizationId, newestNumber) // before what it is to cover
    known.me = await ask(accountRoutes['GET /v1/me'], needs, who)
    const id = /^\/meetings\/([^/]+)\/?$/.exec(req.path)?.[1]
    const asked = id && (await unlessRefused(ask(sessionRoutes['GET /v1/sessions/{id}'], needs, who, { id })))
    return asked ? { ...known, session: asked as SessionShown } : known // encoded by the same schema
  }

async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** As the content of a script element: nothing in it can end the element or begin a comment. */
export const inScript = (known: Known) => JSON.stringify(known).replaceAll('<', '\\u003c')
