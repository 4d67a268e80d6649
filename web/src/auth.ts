/** Signing in and out: Better Auth's own addresses, which are not part of the /v1 contract. */
import { call } from './api.ts'
import { tellTabs } from './live-tabs.ts'

const post = (path: string, body: unknown = {}) => call('POST', `/api/auth/${path}`, body)

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
