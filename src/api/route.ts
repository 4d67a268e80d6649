/**
 * One definition per endpoint: path, who may call, zod in, zod out, handler. Validation, the output filter, the
 * OpenAPI description and the browser's types all come from it. Mounted by mount.ts.
 */
import type { z } from 'zod'
import type { ApiNeeds, Caller } from '#api/needs.ts'
import type { OrganizationTx, SystemTx } from '#db/db.ts'

type Shape = z.ZodType | undefined
type Out<S extends Shape> = S extends z.ZodType ? z.infer<S> : undefined
export type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  params: Out<P>
  query: Out<Q>
  body: Out<B>
  /** The Range header: which part of a stream is asked for. */
  range: string | undefined
  /** Aborted when the caller has gone. */
  gone: AbortSignal
}

/** member: one organization's transaction · admin: the same, owners and admins only · the rest: see each line. */
type Doors = {
  member: { caller: Caller; tx: OrganizationTx }
  admin: { caller: Caller; tx: OrganizationTx }
  /** As member, but the handler opens its own short transactions, because it calls
   * a provider in between, or works on the accounts, which stand outside the organization. */
  member_without_transaction: { caller: Caller }
  admin_without_transaction: { caller: Caller }
  /** Signed in, perhaps in no organization yet. */
  person: { caller: Omit<Caller, 'organizationId' | 'role'>; tx: SystemTx }
  /** The operator of this server. */
  operator: { caller: Omit<Caller, 'organizationId' | 'role'>; tx: SystemTx }
  /** Anyone. */
  public: { tx: SystemTx }
}
export type Access = keyof Doors

export type Route<
  A extends Access = Access,
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends z.ZodType = z.ZodType,
> = {
  summary: string
  access: A
  params?: P
  query?: Q
  body?: B
  returns: R
  status?: 200 | 201 | 202
  /** The media types of a file that is answered in place of JSON; `returns` is then `FileAnswer`. */
  sends?: readonly string[]
  /** The same for a stream, passed on as it comes; `returns` is then `StreamAnswer`. */
  streams?: readonly string[]
  run: (input: Input<P, Q, B>, ctx: ApiNeeds & Doors[A]) => Promise<z.infer<R>>
}

export const route = <
  A extends Access,
  R extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  definition: Route<A, P, Q, B, R>,
) => definition

export type Key = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
// biome-ignore lint/suspicious/noExplicitAny: the one place where routes of every shape meet
export type AnyRoute = Route<any, any, any, any, any>
