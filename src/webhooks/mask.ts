/**
 * A message's body as the operator may see it. Masked: what opens doors, and what people said in a meeting, which is
 * theirs. What remains is what a fault is found by: kinds, codes, ids, times.
 */

const MASK = '•••'
const SECRET_NAMES =
  /secret|token|password|passcode|authorization|api[-_]?key|signature|client_?state|download_url|credential/i
/** People's words, and who said them. */
const SPOKEN_NAMES = /^(text|words|name|email|message|title|content)$/i
const URL_SECRETS = /([?&][\w-]*(?:pwd|token|key|secret|signature|sig|code)[\w-]*=)[^&#"\s]+/gi
const LONGEST_SHOWN = 100_000

/** Pretty-printed JSON; a body that is none is only measured. */
export function maskedBody(body: Buffer): string {
  try {
    const shown = JSON.stringify(masked(JSON.parse(body.toString('utf8'))), null, 2) ?? ''
    return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}\n… cut here` : shown
  } catch {
    return body.length === 0 ? '' : `${body.length} bytes that are not JSON`
  }
}

function masked(value: unknown, name = ''): unknown {
  if (SECRET_NAMES.test(name)) return MASK
  if (typeof value === 'string')
    return SPOKEN_NAMES.test(name) ? `${MASK} (${value.length} characters)` : bare(value)
  if (Array.isArray(value)) return value.map((item) => masked(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, key)]))
}

const bare = (text: string) => text.replaceAll(URL_SECRETS, `$1${MASK}`)
