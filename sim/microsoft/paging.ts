// Links from page to page: absolute, opaque, and rooted where the caller believes Graph to be.
import type { Request } from 'express'
import { seal } from '../calendars/query.ts'

const REWRITTEN = 'graph.microsoft.com'

/** A caller that rewrote the host says so in a header, and gets links of the real one back. */
export function linkTo(req: Request, path: string, query: Record<string, string>): string {
  const root =
    req.get('x-rewritten-host') === REWRITTEN
      ? `https://${REWRITTEN}/v1.0`
      : `${req.protocol}://${req.get('host')}${req.baseUrl}`
  const words = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${root}${path}?${words.join('&')}`
}

export const token = (value: object) => seal(value)

/** One wish out of the comma-joined Prefer header: its value without quotes, or null. */
export function preference(req: Request, name: string): string | null {
  const wish = (req.get('prefer') ?? '').split(',').map((part) => part.trim().split('='))
  const found = wish.find(([key]) => key?.trim().toLowerCase() === name)
  return found?.[1]?.replaceAll('"', '').trim() ?? null
}
