/** For tests of a port: its provider is played by nock, nothing else is reached, and every answer that was laid out is used. */
import nock from 'nock'
import { afterEach, beforeEach, expect } from 'vitest'
import { isRefusal, type Refusal } from '#lib/errors.ts'

export const RECALL = 'https://us-west-2.recall.ai'

/** Recall's next answers, to our key alone. */
export const recallAnswers = () => nock(RECALL, { reqheaders: { authorization: 'Token key-1' } })

/** Call it once in a test file. */
export function nothingElseIsReached(): void {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    const unused = nock.pendingMocks()
    nock.cleanAll()
    nock.enableNetConnect()
    expect(unused).toEqual([])
  })
}

/** The Refusal that a call ends with; anything else fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (isRefusal(error)) return error
  throw error ?? new Error('It was not refused')
}
