/**
 * The environment, read once: names → one frozen object. Every problem is listed at once, in words.
 * .env.example explains each name; a test keeps the two equal.
 */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const optional = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()
const url = z.url({ error: 'must be a full URL such as https://notes.example.com' })
const optionalUrl = z.preprocess((value) => (value === '' ? undefined : value), url.optional())
const flag = z
  .enum(['', '0', '1', 'true', 'false'], { error: 'must be 0 or 1' })
  .default('')
  .transform((value) => value === '1' || value === 'true')
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

/** What each name means stands in .env.example. */
export const settings = {
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: optionalUrl,
  SECRET: list.refine((keys) => keys.every((key) => key.length >= 32), {
    error: 'each secret needs at least 32 characters',
  }),
  DATABASE_URL: optionalUrl,
  APP_DATABASE_URL: optionalUrl,
  DEMO: flag,
  SIGN_UP: z
    .string()
    .default('invitation')
    .refine((value) => /^(invitation|open|domain:[\w.-]+(,[\w.-]+)*)$/.test(value), {
      error: 'must be invitation, open, or domain:example.com',
    }),
  TRUST_PROXY: z.string().default(''),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  METRICS_TOKEN: optional,
  CLOCK_URL: optionalUrl,
  RECALL_API_KEY: optional,
  RECALL_BASE_URL: optionalUrl,
  RECALL_WEBHOOK_SECRETS: list.refine((keys) => keys.every((key) => key.startsWith('whsec_')), {
    error: 'each secret begins with whsec_',
  }),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_BASE_URL: optionalUrl,
  MICROSOFT_CLIENT_ID: optional,
  MICROSOFT_CLIENT_SECRET: optional,
  MICROSOFT_LOGIN_URL: optionalUrl,
  MICROSOFT_GRAPH_URL: optionalUrl,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: optionalUrl,
  OPENAI_MODEL: z.string().default('gpt-5.4-mini'),
  EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  SMTP_URL: optionalUrl,
  MAIL_FROM: z.string().default('LiveConvo <notes@localhost>'),
} as const

const Environment = z.object(settings).superRefine((env, context) => {
  const together = (a: keyof typeof env, b: keyof typeof env) => {
    if (Boolean(env[a]) !== Boolean(env[b]))
      context.addIssue({
        code: 'custom',
        path: [env[a] ? b : a],
        message: `is needed together with ${env[a] ? a : b}`,
      })
  }
  together('GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET')
  together('MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET')
  if (env.APP_DATABASE_URL && !env.DATABASE_URL)
    context.addIssue({
      code: 'custom',
      path: ['APP_DATABASE_URL'],
      message: 'is only used beside DATABASE_URL',
    })
  if (env.RECALL_API_KEY && env.RECALL_WEBHOOK_SECRETS.length === 0)
    context.addIssue({
      code: 'custom',
      path: ['RECALL_WEBHOOK_SECRETS'],
      message: 'is needed with RECALL_API_KEY: without it no message of Recall can be trusted',
    })
})

/** All problems of the environment at once; each line is a sentence for the operator. */
export class ConfigProblems extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n  ${problems.join('\n  ')}`,
    )
    this.name = 'ConfigProblems'
    this.problems = problems
  }
}

export type Config = ReturnType<typeof readConfig>

/** Environment → configuration. Throws ConfigProblems that lists everything that is wrong. */
export function readConfig(env: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(env)
  if (!parsed.success)
    throw new ConfigProblems(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))
  const e = parsed.data
  const hasProvider = Boolean(
    e.RECALL_API_KEY || e.GOOGLE_CLIENT_ID || e.MICROSOFT_CLIENT_ID || e.OPENAI_API_KEY || e.SMTP_URL,
  )
  const demo = e.DEMO || (!e.DATABASE_URL && !hasProvider)

  return Object.freeze({
    port: e.PORT,
    host: demo || !e.PUBLIC_URL ? '127.0.0.1' : '0.0.0.0',
    dataDir: isAbsolute(e.DATA_DIR) ? e.DATA_DIR : resolve(e.DATA_DIR),
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    secrets: e.SECRET,
    databaseUrl: e.DATABASE_URL,
    appDatabaseUrl: e.APP_DATABASE_URL,
    demo,
    signUp: e.SIGN_UP,
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    metricsToken: e.METRICS_TOKEN,
    clockUrl: e.CLOCK_URL,
    recall: e.RECALL_API_KEY
      ? {
          apiKey: e.RECALL_API_KEY,
          baseUrl: e.RECALL_BASE_URL ?? 'https://us-west-2.recall.ai',
          webhookSecrets: e.RECALL_WEBHOOK_SECRETS,
        }
      : null,
    google: pair(e.GOOGLE_CLIENT_ID, e.GOOGLE_CLIENT_SECRET, { baseUrl: e.GOOGLE_BASE_URL }),
    microsoft: pair(e.MICROSOFT_CLIENT_ID, e.MICROSOFT_CLIENT_SECRET, {
      loginUrl: e.MICROSOFT_LOGIN_URL ?? 'https://login.microsoftonline.com',
      graphUrl: e.MICROSOFT_GRAPH_URL ?? 'https://graph.microsoft.com',
    }),
    openai:
      e.OPENAI_API_KEY || e.OPENAI_BASE_URL
        ? {
            apiKey: e.OPENAI_API_KEY ?? 'none',
            baseUrl: e.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
            model: e.OPENAI_MODEL,
            embeddingModel: e.EMBEDDING_MODEL,
          }
        : null,
    smtp: e.SMTP_URL ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
  })
}

const pair = <T extends object>(clientId: string | undefined, clientSecret: string | undefined, urls: T) =>
  clientId && clientSecret ? { clientId, clientSecret, ...urls } : null
