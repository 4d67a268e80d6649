// Graph's error bodies. https://learn.microsoft.com/graph/errors
import { randomUUID } from 'node:crypto'
import type { Response } from 'express'

export type Problem = { status: number; code: string; message: string; headers?: Record<string, string> }

export function refuse(res: Response, { status, code, message, headers = {} }: Problem): void {
  const id = randomUUID()
  const date = (res.getHeader('date') ?? '').toString()
  const innerError = { date, 'request-id': id, 'client-request-id': res.req.get('client-request-id') ?? id }
  res.status(status).set({ 'request-id': id, ...headers })
  res.json({ error: { code, message, innerError } })
}

export const isProblem = (answer: object): answer is Problem => 'status' in answer && 'code' in answer

export const notSignedIn: Problem = {
  status: 401,
  code: 'InvalidAuthenticationToken',
  message: 'Lifetime validation failed, the token is expired.',
  headers: {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  },
}
export const accessDenied: Problem = {
  status: 403,
  code: 'ErrorAccessDenied',
  message: 'Access is denied. Check credentials and try again.',
}
export const itemNotFound: Problem = {
  status: 404,
  code: 'ErrorItemNotFound',
  message: 'The specified object was not found in the store.',
}
export const syncStateNotFound: Problem = {
  status: 410,
  code: 'SyncStateNotFound',
  message: 'The sync state generation is not found; generation=149;[highest=157].',
}
export const badRequest = (message: string, code = 'ErrorInvalidRequest'): Problem => ({
  status: 400,
  code,
  message,
})
