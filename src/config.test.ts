import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigProblems, readConfig, settings } from './config.ts'

describe('the configuration', () => {
  test('.env.example names every setting, and nothing else', () => {
    const names = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(names.sort()).toEqual(Object.keys(settings).sort())
  })

  test('.env.example itself is a valid configuration: the demo', () => {
    const lines = readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)
    expect(readConfig(Object.fromEntries([...lines].map(([, k, v]) => [k, v]))).demo).toBe(true)
  })

  test('lists every problem at once', () => {
    const attempt = () =>
      readConfig({ PORT: 'x', PUBLIC_URL: 'nope', GOOGLE_CLIENT_ID: 'a', SECRET: 'short', LOG_LEVEL: 'loud' })
    expect(attempt).toThrow(ConfigProblems)
    try {
      attempt()
    } catch (error) {
      const said = String(error)
      for (const name of ['PORT', 'PUBLIC_URL', 'GOOGLE_CLIENT_SECRET', 'SECRET', 'LOG_LEVEL'])
        expect(said).toContain(name)
    }
  })

  test('a provider without keys is off, never a stand-in', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://x@localhost/y' })
    expect(config).toMatchObject({
      demo: false,
      recall: null,
      google: null,
      microsoft: null,
      openai: null,
      smtp: null,
    })
  })

  test('a Recall key without a webhook secret is refused, because its messages could not be trusted', () => {
    expect(() => readConfig({ RECALL_API_KEY: 'k' })).toThrow(/RECALL_WEBHOOK_SECRETS/)
  })

  test('Recall must be told where to send its messages, unless it is the stand-in of this machine', () => {
    const keys = { RECALL_API_KEY: 'k', RECALL_WEBHOOK_SECRETS: 'whsec_x' }
    expect(() => readConfig(keys)).toThrow(/PUBLIC_URL is needed/)
    expect(() => readConfig({ ...keys, RECALL_BASE_URL: 'https://eu-central-1.recall.ai' })).toThrow(
      /PUBLIC_URL/,
    )
    expect(readConfig({ ...keys, RECALL_BASE_URL: 'http://127.0.0.1:4000/recall' }).recall).not.toBeNull()
    expect(readConfig({ ...keys, PUBLIC_URL: 'https://notes.example.com' }).recall).not.toBeNull()
  })

  test.each([
    ['PORT', '70000', '0 to 65535'],
    ['PORT', '-1', '0 to 65535'],
    ['DATABASE_URL', 'mysql://x@localhost/y', 'postgres://'],
    ['DATABASE_URL', 'localhost:5432/y', 'postgres://'],
    ['SMTP_URL', 'mail.example.com:25', 'smtp://'],
    ['TRUST_PROXY', 'yes', 'a number of proxies'],
    ['TRUST_PROXY', '10.0.0.0/8, nginx', 'a number of proxies'],
    ['PUBLIC_URL', 'notes.example.com', 'https://'],
  ])('%s=%s is told with what it must look like', (name, value, hint) => {
    expect(() => readConfig({ [name]: value })).toThrow(hint)
  })

  test('an empty setting is one that is not set', () => {
    expect(readConfig({ PORT: '', DATA_DIR: ' ', LOG_LEVEL: '', SIGN_UP: '', DEMO: '' })).toEqual(
      readConfig({}),
    )
  })

  test('DEMO=1 starts the demo even beside a database', () => {
    expect(readConfig({ DEMO: '1', DATABASE_URL: 'postgres://x@localhost/y' }).demo).toBe(true)
  })
})
