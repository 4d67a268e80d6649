/** For the tests of calendar ports: nothing but what nock answers, and all pages of one read. */
import { DateTime } from 'luxon'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CalendarProvider, ChangePage } from '#calendar/providers/provider.ts'
import type { RefusalCode } from '#lib/errors.ts'

const start = DateTime.fromISO('2026-11-22T00:00:00Z', { zone: 'utc' })
export const window = { start, end: start.plus({ days: 29 }) }

/** No request leaves the machine, and each one that was prepared has been made. */
export function answerWithNock(): void {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([])
    nock.cleanAll()
  })
  afterAll(() => nock.restore())
}

export async function readPages(
  provider: CalendarProvider,
  from: { accessToken: string; calendarId: string; cursor: string | null },
): Promise<ChangePage[]> {
  const pages: ChangePage[] = []
  for await (const page of provider.readChanges({ ...from, window })) pages.push(page)
  return pages
}

/** What each refusal of a provider's means to us: its status, its own word, ours. */
export function testRefusals(
  refusals: readonly [number, string, RefusalCode][],
  answer: (status: number, word: string) => void,
  read: () => Promise<unknown>,
): void {
  test.each(refusals)('%i %s is not repeated, and means %s', async (status, word, code) => {
    answer(status, word)
    await expect(read()).rejects.toMatchObject({ code })
  })
}
