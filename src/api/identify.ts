/** Who is calling: the cookie's session, and the organization that this person works in. */
import { fromNodeHeaders } from 'better-auth/node'
import type { Identify } from '#api/mount.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { membershipOfCaller } from '#auth/organizations.ts'
import { Refusal } from '#lib/errors.ts'

/** Throws not_signed_in without a valid session. */
export const identify =
  ({ auth, db, clock }: Pick<ApiNeeds, 'auth' | 'db' | 'clock'>): Identify =>
  async (req) => {
    const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) })
    if (!session) throw new Refusal('not_signed_in')
    const { user, current } = await db.asSystem((tx) => membershipOfCaller(tx, session.user.id, clock.now()))
    if (req.res) req.res.locals.organizationId = current?.id // for the log
    return {
      userId: user.id,
      email: user.email,
      fullName: user.fullName,
      isOperator: user.isAdmin,
      ...(current && { organizationId: current.id, role: current.role }),
    }
  }
