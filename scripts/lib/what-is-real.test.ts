import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { drawTable, whatIsReal } from './what-is-real.ts'

const stateOf = (env: Record<string, string>, standIns: string[] = []) =>
  Object.fromEntries(
    whatIsReal(readConfig(env), 'embedded', standIns).map(({ part, state }) => [part, state]),
  )

test('a provider without keys is off, and says what turns it on', () => {
  const rows = whatIsReal(readConfig({ OPENAI_API_KEY: 'key' }), 'embedded', [])
  expect(rows.find(({ part }) => part === 'Recall (bots)')).toMatchObject({
    state: 'off',
    detail: expect.stringContaining('RECALL_API_KEY'),
  })
  expect(drawTable(rows)).toContain('Language model    real      https://api.openai.com/v1')
})

test('only an address of the stand-ins is a stand-in, not everything on this machine', () => {
  const env = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', SMTP_URL: 'smtp://127.0.0.1:2525' }
  expect(stateOf(env, ['http://127.0.0.1:9000', 'smtp://127.0.0.1:2525'])).toMatchObject({
    'Language model': 'real',
    'E-mail': 'stand-in',
    Clock: 'real',
  })
})

test('a login in an address is not printed', () => {
  const rows = whatIsReal(readConfig({ SMTP_URL: 'smtp://me:word@mail.example.com' }), 'embedded', [])
  expect(drawTable(rows)).not.toContain('word')
})
