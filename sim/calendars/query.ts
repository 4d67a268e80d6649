// Reading what a caller sent, without trusting its shape.
import type { Request } from 'express'

/** The query (or a form) as plain words; of repeated parameters the last one. */
export function words(values: unknown): Record<string, string> {
  if (typeof values !== 'object' || values === null) return {}
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      String(Array.isArray(value) ? value.at(-1) : value),
    ]),
  )
}

/** Every value of a repeated parameter. */
export function several(value: unknown): string[] {
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(String)
}

export const bearer = (req: Request) => /^Bearer (\S+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? ''

/** Client id and secret, from the form or from the Authorization header. */
export function client(req: Request): { id: string; secret: string } {
  const form = words(req.body)
  const basic = /^Basic (\S+)$/i.exec(req.get('authorization') ?? '')?.[1]
  if (!basic) return { id: form.client_id ?? '', secret: form.client_secret ?? '' }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
  return { id, secret }
}

/** Tokens that only their maker reads: JSON in URL-safe letters. */
export const seal = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** What `seal` made, or null for anything else. The caller vouches for the shape: only our own tokens parse. */
export function unseal<T>(token: string): T | null {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as T
  } catch {
    return null // not one of ours
  }
}
