import { expect, test } from 'vitest'
import { liveToken, readLiveToken } from '#bots/life/live-token.ts'
import { newId } from '#lib/ids.ts'
import { createVault } from '#lib/vault.ts'

const [older, newer] = ['an older secret, long enough for it', 'a newer secret, long enough for it']
const bot = { organizationId: newId(), botId: newId() }

test('leads back to the bot, and fits into a path', () => {
  const vault = createVault([older])
  const token = liveToken(vault, bot)
  expect(readLiveToken(vault, token)).toEqual(bot)
  expect(encodeURIComponent(token)).toBe(token)
  expect(liveToken(vault, bot)).toBe(token)
})

test('bots that were sent before the secret was rotated are still heard', () => {
  const token = liveToken(createVault([older]), bot)
  expect(readLiveToken(createVault([newer, older]), token)).toEqual(bot)
  expect(readLiveToken(createVault([newer]), token)).toBeNull()
})

test.each(['', '.', 'a.b', '../..', 'x'.repeat(2_000)])('%s leads nowhere', (token) => {
  expect(readLiveToken(createVault([older]), token)).toBeNull()
})
