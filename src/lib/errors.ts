/**
 * The whole public catalogue of expected "no". A Refusal is an answer; anything else that is thrown is a bug.
 * Printed as RFC 9457 problem+json by the api room; a job's Refusal says whether a retry is worth it.
 */
export const refusals = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  bad_cursor: { status: 400, title: 'That position in the list does not exist' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  bad_signature: { status: 401, title: 'The signature is missing, wrong or too old' },
  not_allowed: { status: 403, title: 'You may not do this' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  not_found: { status: 404, title: 'There is no such thing here' },
  conflict: { status: 409, title: 'This contradicts the current state' },
  gone: { status: 410, title: 'This is no longer available' },
  too_large: { status: 413, title: 'That is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  too_many: { status: 429, title: 'Too many requests' },
  feature_off: { status: 409, title: 'This is switched off on this server' },
  link_not_usable: { status: 422, title: 'No bot can join through that link' },
  provider_auth: { status: 502, title: 'The provider refused our credentials' },
  provider_refused: { status: 502, title: 'The provider refused the request' },
  provider_busy: { status: 503, title: 'The provider has no bot free at the moment' },
  provider_rate_limited: { status: 503, title: 'The provider asks us to slow down' },
  provider_out_of_credit: { status: 503, title: 'The account at the provider is out of credit' },
  provider_unavailable: { status: 503, title: 'The provider does not answer as it should' },
  grant_lost: { status: 409, title: 'The calendar must be connected again' },
  scope_missing: { status: 409, title: 'The permission to read the calendar was not given' },
  full_sync_required: { status: 409, title: 'The calendar must be read from the start' },
} as const

export type RefusalCode = keyof typeof refusals
export type FieldError = { path: string; message: string }
export type RefusalExtra = {
  fields?: FieldError[]
  /** When another try is worth it, as the provider asked. */
  retryAfterSeconds?: number
  /** The provider may have done it all the same: the answer was lost. */
  ambiguous?: boolean
  reply?: unknown
}

/** An expected "no" with a stable code, a sentence for people, and what went wrong where. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly detail: string | undefined
  readonly extra: RefusalExtra

  constructor(code: RefusalCode, detail?: string, extra: RefusalExtra = {}) {
    super(detail ?? refusals[code].title)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
    this.extra = extra
  }
}

export const isRefusal = (error: unknown, code?: RefusalCode): error is Refusal =>
  error instanceof Refusal && (code === undefined || error.code === code)
