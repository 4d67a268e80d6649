/** The library's endpoints behind Express, told the true address of the client. */

import { toNodeHandler as node } from 'better-auth/node'
import type { RequestHandler } from 'express'
import { type Auth, CLIENT_IP_HEADER } from '#auth/auth.ts'

export const toNodeHandler = (auth: Auth): RequestHandler => {
  const handle = node(auth)
  return async (req, res) => {
    req.headers[CLIENT_IP_HEADER] = req.ip ?? '127.0.0.1'
    await handle(req, res)
  }
}
