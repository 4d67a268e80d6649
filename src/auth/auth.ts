/**
 * Signing in: Better Auth on our own tables, under the sign-in role. Who may make an account is decided here
 * (may-sign-up.ts); organizations, members and invitations are ours (docs/decisions/0004-accounts.md).
 */
import { APIError, betterAuth } from 'better-auth'
import type { Kysely } from 'kysely'
import { limitTries, TRIES_WINDOW_SECONDS } from '#auth/limit-tries.ts'
import { proveAddress } from '#auth/prove-address.ts'
import type { Config } from '#config.ts'
import { newId } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'
import type { Vault } from '#lib/vault.ts'
import { oneLine } from '#mail/render.ts'

export type SendMail = (mail: { to: string; subject: string; text: string; html: string }) => Promise<void>
type Mails = {
  passwordReset: (name: string, url: string) => Letter
  verifyEmail: (name: string, url: string) => Letter
}
type Letter = { subject: string; text: string; html: string }

export type AuthOptions = {
  config: Pick<Config, 'google' | 'microsoft' | 'signUp' | 'smtp'>
  publicUrl: string
  signIn: Kysely<Record<string, Record<string, unknown>>>
  vault: Vault
  log: Log
  /** Null where mail is off: then nothing can be mailed, and nothing waits for it. */
  sendMail: SendMail | null
  letters: Mails
  /** Throws a sentence when this address may not make an account. */
  maySignUp: (
    email: string,
    isProven: boolean,
  ) => Promise<{ allowed: true } | { allowed: false; because: string }>
}

export type Auth = ReturnType<typeof createAuth>
export const MIN_PASSWORD = 12
const LONGEST_NAME = 200
const WEEK_SECONDS = 7 * 86_400

export function createAuth({
  config,
  publicUrl,
  signIn,
  vault,
  log,
  sendMail,
  letters,
  maySignUp,
}: AuthOptions) {
  return betterAuth({
    appName: 'LiveConvo',
    baseURL: publicUrl,
    basePath: BASE_PATH,
    secret: vault.derive('sign-in cookies'),
    database: { db: signIn, type: 'postgres' },
    telemetry: { enabled: false },
    logger: {
      log: (level, message) =>
        log[level === 'error' ? 'warn' : 'debug']({ from: 'sign-in' }, withoutQuotation(message)),
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD,
      requireEmailVerification: config.signUp !== 'invitation' && sendMail !== null,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => proveAddress(signIn, user),
      ...(sendMail && {
        sendResetPassword: async ({ user, url }) =>
          sendMail({ to: user.email, ...letters.passwordReset(user.name, url) }),
      }),
    },
    ...(sendMail && {
      emailVerification: {
        sendVerificationEmail: async ({ user, url }) =>
          sendMail({ to: user.email, ...letters.verifyEmail(user.name, url) }),
        autoSignInAfterVerification: true,
      },
    }),
    socialProviders: {
      // The stand-ins of the demo are calendars only: signing in is by password there.
      ...(config.google &&
        !config.google.baseUrl && {
          google: { clientId: config.google.clientId, clientSecret: config.google.clientSecret },
        }),
      ...(config.microsoft && {
        microsoft: {
          clientId: config.microsoft.clientId,
          clientSecret: config.microsoft.clientSecret,
          authority: config.microsoft.loginUrl,
          disableProfilePhoto: true, // one call less that can fail
        },
      }),
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'sign_in_rate_limits',
      fields: { lastRequest: 'last_request' },
      customRules: { '/any-account': { window: TRIES_WINDOW_SECONDS, max: 1 } }, // keeps our rows that long
    },
    trustedOrigins: alsoCalled(publicUrl),
    advanced: {
      disableOriginCheck: false, // said aloud, because the library leaves both checks out where it sees a test
      disableCSRFCheck: false,
      cookiePrefix: 'liveconvo',
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
    hooks: limitTries(signIn),
    databaseHooks: {
      user: {
        create: {
          before: async (user, request) => {
            const isLetterSent = sendMail !== null && request?.path === '/sign-up/email'
            const verdict = await maySignUp(user.email.toLowerCase(), user.emailVerified || isLetterSent)
            if (!verdict.allowed)
              throw new APIError('FORBIDDEN', { code: 'SIGN_UP_REFUSED', message: verdict.because })
            const name = oneLine(user.name, LONGEST_NAME) || user.email
            return { data: { ...user, name, email: user.email.toLowerCase() } }
          },
        },
      },
    },
    ...models,
    // No page of the library's own; and what it does not expect is thrown, for our own log and answer.
    onAPIError: { errorURL: `${publicUrl}/`, throw: true },
  })
}

/** The library quotes after a colon what a visitor sent. */
const withoutQuotation = (message: string) => message.split(':')[0] ?? ''

/** On one's own machine the same server answers to two names. */
function alsoCalled(publicUrl: string): string[] {
  const url = new URL(publicUrl)
  if (url.hostname !== '127.0.0.1') return []
  url.hostname = 'localhost'
  return [url.origin]
}

/** Which of the library's endpoints are open below it: handler.ts. */
export const BASE_PATH = '/api/auth'

/** Set by our own handler from the connection (or the trusted proxy); a client's own value is dropped. */
export const CLIENT_IP_HEADER = 'x-liveconvo-client-ip'

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** Their models in our tables and words. */
const models = {
  user: {
    modelName: 'users',
    fields: { name: 'full_name', emailVerified: 'is_email_verified', image: 'avatar_url', ...times },
  },
  session: {
    modelName: 'user_app_sessions',
    expiresIn: WEEK_SECONDS,
    fields: {
      userId: 'user_id',
      token: 'session_token',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    modelName: 'user_accounts',
    encryptOAuthTokens: true,
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      password: 'password_hash',
      ...times,
    },
  },
  verification: {
    modelName: 'user_verifications',
    fields: { expiresAt: 'expires_at', ...times },
  },
} as const
