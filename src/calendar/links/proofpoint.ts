/** Proofpoint's three ways of writing a link into another one. Each returns null where it cannot be read. */

/** v1: percent-escaped. */
export const proofpointV1 = (url: URL): string | null => url.searchParams.get('u')

/** v2: `-` for `%`, `_` for `/`. */
export function proofpointV2(url: URL): string | null {
  try {
    return decodeURIComponent((url.searchParams.get('u') ?? '').replaceAll('-', '%').replaceAll('_', '/'))
  } catch {
    return null
  }
}

const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** v3: the link between `__` and `__;`; each `*` stands for one byte, `**c` for a run of bytes, of the tail. */
export function proofpointV3({ href }: URL): string | null {
  const from = href.indexOf('/v3/__')
  const to = href.indexOf('__;', from)
  if (from === -1 || to === -1) return null
  const bytes = Buffer.from(href.slice(to + 3).split('!')[0] ?? '', 'base64url')
  let at = 0
  const take = (count: number) => {
    at += count
    return bytes.subarray(at - count, at).toString('utf8')
  }
  const link = href
    .slice(from + 6, to)
    .replaceAll(/\*\*([\w-])|\*/g, (_, run?: string) => take(run ? RUN_LENGTHS.indexOf(run) + 2 : 1))
  return link.replace(/^(https?):\/(?!\/)/, '$1://')
}
