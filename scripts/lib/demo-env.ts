/** Points the product at the stand-ins: the same variables that an operator would set, nothing else. */
import type { Env } from './environment.ts'
import type { StandIns } from './stand-ins.ts'

/**
 * Adds a stand-in for every provider that has no key. With DEMO=1 a provider with a key stays the real one, and its
 * stand-in's addresses are left out with the keys.
 */
export function demoEnv(
  given: Env,
  { url, smtpUrl, setup: { secrets } }: Pick<StandIns, 'url' | 'smtpUrl' | 'setup'>,
): Env {
  const standIns: Env[] = [
    {
      RECALL_API_KEY: secrets.RECALL_API_KEY,
      RECALL_BASE_URL: `${url}/recall`,
      RECALL_WEBHOOK_SECRETS: secrets.RECALL_WEBHOOK_SECRET,
    },
    {
      GOOGLE_CLIENT_ID: secrets.GOOGLE_CLIENT_ID,
      GOOGLE_CLIENT_SECRET: secrets.GOOGLE_CLIENT_SECRET,
      GOOGLE_BASE_URL: `${url}/google`,
    },
    {
      MICROSOFT_CLIENT_ID: secrets.MICROSOFT_CLIENT_ID,
      MICROSOFT_CLIENT_SECRET: secrets.MICROSOFT_CLIENT_SECRET,
      MICROSOFT_LOGIN_URL: `${url}/microsoft/login`,
      MICROSOFT_GRAPH_URL: `${url}/microsoft/graph`,
    },
    { OPENAI_API_KEY: secrets.OPENAI_API_KEY, OPENAI_BASE_URL: `${url}/openai/v1` },
    smtpUrl === '-' ? {} : { SMTP_URL: smtpUrl }, // they run without a mailbox
    { CLOCK_URL: `${url}/clock` },
  ]
  const missing = standIns.filter((standIn) => Object.keys(standIn).every((name) => !given[name]))
  return Object.assign({ ...given, DEMO: '1' }, ...missing)
}
