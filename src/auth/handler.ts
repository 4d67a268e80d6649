/**
 * The library's endpoints behind Express. Only those that the product uses are open: what a new version of the library
 * brings along stays closed. It is told the true address of the client, because its limits go by that.
 */

import { toNodeHandler as node } from 'better-auth/node'
import type { RequestHandler } from 'express'
import { type Auth, BASE_PATH, CLIENT_IP_HEADER } from '#auth/auth.ts'
import { Refusal } from '#lib/errors.ts'

/**
 * Left closed on purpose: what lists or changes sessions, accounts and users (list-sessions gives out the tokens of
 * sessions, get-access-token those of providers), and what would change an address without proof.
 */
const OPEN = [
  /^\/sign-up\/email$/,
  /^\/sign-in\/(email|social)$/,
  /^\/callback\/(google|microsoft)$/,
  /^\/sign-out$/,
  /^\/get-session$/,
  /^\/request-password-reset$/,
  /^\/reset-password(\/[\w-]+)?$/,
  /^\/send-verification-email$/,
  /^\/verify-email$/,
  /^\/change-password$/,
  /^\/revoke-other-sessions$/,
]

export const isOpenPath = (path: string): boolean => OPEN.some((open) => open.test(path))

/** Mounted for everything below /api/auth. */
export const toNodeHandler = (auth: Auth): RequestHandler => {
  const handle = node(auth)
  return async (req, res) => {
    if (!isOpenPath(req.path.slice(BASE_PATH.length))) throw new Refusal('not_found')
    req.headers[CLIENT_IP_HEADER] = req.ip ?? '127.0.0.1'
    await handle(req, res)
  }
}
