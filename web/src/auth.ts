/** Signing in and out: Better Auth's own addresses, which are not part of the /v1 contract. */
import { call, Problem } from './api.ts'
import { tellTabs } from './live-tabs.ts'

const post = (path: string, body: unknown = {}) =>
  call('POST', `/api/auth/${path}`, body).catch((error: unknown) => {
    throw error instanceof Problem ? inOurWords(error) : error
  })

/** The library's answers are short; these say what to do next. */
export function inOurWords(problem: Problem): Problem {
  const detail = problem.status === 429 ? words.TOO_MANY : words[problem.code]
  if (detail === undefined) return problem
  const { status, code, requestId } = problem
  return new Problem(status, { detail, code, requestId })
}

const words: Record<string, string> = {
  TOO_MANY: 'Too many tries. Wait a minute, then try again.',
  INVALID_EMAIL_OR_PASSWORD:
    'The address and the password do not belong together. Check both, or press “Forgot the password” for a new one.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'This address has an account already. Sign in instead.',
  USER_ALREADY_EXISTS: 'This address has an account already. Sign in instead.',
  PASSWORD_TOO_SHORT: 'The password is too short. Take at least 12 characters.',
  INVALID_TOKEN: 'This link was used already or is older than an hour. Ask for a new one.',
}

export async function signIn(email: string, password: string): Promise<void> {
  await post('sign-in/email', { email, password })
  tellTabs('reload')
}

export async function signUp(name: string, email: string, password: string): Promise<void> {
  await post('sign-up/email', { name, email, password })
  tellTabs('reload')
}

/** Leaves the page: whatever it still remembers belongs to somebody who has gone. */
export async function signOut(to = '/'): Promise<void> {
  await post('sign-out')
  tellTabs('reload')
  location.assign(to)
}

export const askForNewPassword = (email: string) =>
  post('request-password-reset', { email, redirectTo: '/reset-password' })

export const resetPassword = (token: string, newPassword: string) =>
  post('reset-password', { token, newPassword })

/** Goes to the provider; the browser comes back to `callbackURL`. */
export async function signInWith(provider: 'google' | 'microsoft', callbackURL: string): Promise<void> {
  const answer = await post('sign-in/social', { provider, callbackURL })
  if (answer && typeof answer === 'object' && 'url' in answer) location.assign(String(answer.url))
}
