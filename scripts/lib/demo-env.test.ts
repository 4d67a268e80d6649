import { expect, test } from 'vitest'
import { demoEnv } from './demo-env.ts'

const secrets = {
  RECALL_API_KEY: 'sim-recall',
  RECALL_WEBHOOK_SECRET: 'whsec_c2lt',
  GOOGLE_CLIENT_ID: 'sim-google',
  GOOGLE_CLIENT_SECRET: 's',
  MICROSOFT_CLIENT_ID: 'sim-microsoft',
  MICROSOFT_CLIENT_SECRET: 's',
  OPENAI_API_KEY: 'sim-openai',
}
const standIns = {
  url: 'http://127.0.0.1:9',
  smtpUrl: 'smtp://127.0.0.1:8',
  setup: { port: 9, smtpPort: 8, secrets },
}

test('gives every provider without a key its stand-in', () => {
  expect(demoEnv({ PORT: '3000' }, standIns)).toMatchObject({
    PORT: '3000',
    DEMO: '1',
    RECALL_BASE_URL: 'http://127.0.0.1:9/recall',
    GOOGLE_CLIENT_ID: 'sim-google',
    SMTP_URL: 'smtp://127.0.0.1:8',
  })
})

test('leaves a provider with a key alone, and never sends that key to a stand-in', () => {
  const env = demoEnv({ OPENAI_API_KEY: 'real' }, standIns)
  expect(env.OPENAI_API_KEY).toBe('real')
  expect(env.OPENAI_BASE_URL).toBeUndefined()
  expect(env.RECALL_API_KEY).toBe('sim-recall')
})
