/**
 * The environment, read once: names → one frozen object. Every problem is listed at once, in words.
 * .env.example explains each name; a test keeps the two equal.
 */
import { isIP } from 'node:net'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const optional = z.string().trim().optional()
const urlOf = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be a full URL such as ${example}` }).optional()
const webUrl = urlOf(/^https?$/, 'https://notes.example.com')
const databaseUrl = urlOf(/^postgres(ql)?$/, 'postgres://user:password@localhost:5432/liveconvo')
const mailUrl = urlOf(/^smtps?$/, 'smtp://user:password@mail.example.com:587')
const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'must be 0 or 1' })
  .default('0')
  .transform((value) => value === '1' || value === 'true')
const PORTS = { error: 'must be a number from 0 to 65535 (0: any free one)' }
const port = z.coerce.number(PORTS).int(PORTS).min(0, PORTS).max(65535, PORTS).default(3000)
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

/** What Express takes; anything else would end the start with a stack. */
function isTrustable(value: string): boolean {
  const isAddress = (part: string) =>
    /^(loopback|linklocal|uniquelocal)$/.test(part) || isIP(part.replace(/\/\d{1,3}$/, '')) !== 0
  return value === '' || value === 'true' || /^\d+$/.test(value) || value.split(',').every(isAddress)
}

type Env = Record<string, string | undefined>

/** What each name means stands in .env.example. */
export const settings = {
  PORT: port,
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: webUrl,
  SECRET: list.refine((keys) => keys.every((key) => key.length >= 32), {
    error: 'each secret needs at least 32 characters',
  }),
  DATABASE_URL: databaseUrl,
  APP_DATABASE_URL: databaseUrl,
  DEMO: flag,
  SIGN_UP: z
    .string()
    .default('invitation')
    .refine((value) => /^(invitation|open|domain:[\w.-]+(,[\w.-]+)*)$/.test(value), {
      error: 'must be invitation, open, or domain:example.com',
    }),
  TRUST_PROXY: z.string().default('').refine(isTrustable, {
    error: 'must be a number of proxies, such as 1, or their addresses, such as 10.0.0.0/8,loopback',
  }),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info'),
  METRICS_TOKEN: optional,
  CLOCK_URL: webUrl,
  RECALL_API_KEY: optional,
  RECALL_BASE_URL: webUrl,
  RECALL_WEBHOOK_SECRETS: list.refine((keys) => keys.every((key) => key.startsWith('whsec_')), {
    error: 'each secret begins with whsec_',
  }),
  STRIPE_WEBHOOK_SECRETS: list,
  RECALL_ENVIRONMENT: optional,
  COPY_OF: optional,
  RECALL_CALENDARS: flag,
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_BASE_URL: webUrl,
  MICROSOFT_CLIENT_ID: optional,
  MICROSOFT_CLIENT_SECRET: optional,
  MICROSOFT_LOGIN_URL: webUrl,
  MICROSOFT_GRAPH_URL: webUrl,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: webUrl,
  OPENAI_MODEL: z.string().default('gpt-5.4-mini'),
  EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  EMBEDDINGS: z.enum(['auto', 'off'], { error: 'must be auto or off' }).default('auto'),
  MODEL_HINTS: z.enum(['live', 'off'], { error: 'must be live or off' }).default('live'),
  MODEL_PRICES: z
    .string()
    .regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/, 'must be two prices such as 0.25/2')
    .optional(),
  PDF_FONTS: list,
  SMTP_URL: mailUrl,
  MAIL_FROM: z.string().default('LiveConvo <notes@localhost>'),
} as const

const TOGETHER = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET'],
] as const

/** What is missing beside what is there. Judged apart from the values, so that both are told at once. */
function missing(env: Env): string[] {
  const has = (name: keyof typeof settings) => Boolean(env[name]?.trim())
  const pairs = TOGETHER.filter(([id, secret]) => has(id) !== has(secret)).map(([id, secret]) =>
    has(id) ? `${secret} is needed together with ${id}` : `${id} is needed together with ${secret}`,
  )
  if (has('APP_DATABASE_URL') && !has('DATABASE_URL'))
    pairs.push('APP_DATABASE_URL is only used beside DATABASE_URL')
  if (has('RECALL_API_KEY') && !has('RECALL_WEBHOOK_SECRETS'))
    pairs.push(
      'RECALL_WEBHOOK_SECRETS is needed with RECALL_API_KEY: without it no message of Recall can be trusted',
    )
  const isStandIn = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(env.RECALL_BASE_URL ?? '') // it reaches us as we are
  if (has('RECALL_API_KEY') && !has('PUBLIC_URL') && !isStandIn)
    pairs.push('PUBLIC_URL is needed with RECALL_API_KEY: Recall sends its messages and the live words there')
  return pairs
}

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
export function readConfig(env: Env) {
  const given = Object.entries(env).filter(([, value]) => value?.trim()) // an empty value is none
  const parsed = z.object(settings).safeParse(Object.fromEntries(given))
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
  const problems = [...wrong, ...missing(env)]
  if (!parsed.success || problems.length > 0) throw new ConfigProblems(problems)
  const e = parsed.data
  const hasProvider = Boolean(
    e.RECALL_API_KEY || e.GOOGLE_CLIENT_ID || e.MICROSOFT_CLIENT_ID || e.OPENAI_API_KEY || e.SMTP_URL,
  )
  const demo = e.DEMO || (!e.DATABASE_URL && !hasProvider)
  const environment = e.RECALL_ENVIRONMENT ?? (e.PUBLIC_URL ? new URL(e.PUBLIC_URL).host : 'local')

  return Object.freeze({
    port: e.PORT,
    host: demo || !e.PUBLIC_URL ? '127.0.0.1' : '0.0.0.0',
    dataDir: isAbsolute(e.DATA_DIR) ? e.DATA_DIR : resolve(e.DATA_DIR),
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    secrets: e.SECRET,
    /** Which installation this is: see installation.ts. */
    environment,
    copyOf: e.COPY_OF,
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
          holdsCalendars: e.RECALL_CALENDARS,
          environment,
        }
      : null,
    stripeWebhookSecrets: e.STRIPE_WEBHOOK_SECRETS,
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
    embeddings: e.EMBEDDINGS,
    modelHints: e.MODEL_HINTS,
    modelPrices: pricesOf(e.MODEL_PRICES),
    pdfFonts: e.PDF_FONTS,
    smtp: e.SMTP_URL ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
  })
}

/** US dollars for a million tokens, in and out. */
function pricesOf(text: string | undefined) {
  const [prompt, completion] = (text ?? '').split('/').map(Number)
  return text && prompt !== undefined && completion !== undefined ? { prompt, completion } : null
}

const pair = <T extends object>(clientId: string | undefined, clientSecret: string | undefined, urls: T) =>
  clientId && clientSecret ? { clientId, clientSecret, ...urls } : null
