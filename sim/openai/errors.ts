// An error as OpenAI writes it: https://platform.openai.com/docs/guides/error-codes

type Details = {
  code?: string | null
  param?: string | null
  type?: string
  headers?: Record<string, string>
}

export class ApiError extends Error {
  readonly status: number
  readonly details: Details

  constructor(status: number, message: string, details: Details = {}) {
    super(message)
    this.status = status
    this.details = details
  }

  get headers(): Record<string, string> {
    return this.details.headers ?? {}
  }

  body() {
    const { type = 'invalid_request_error', param = null, code = null } = this.details
    return { error: { message: this.message, type, param, code } }
  }
}
