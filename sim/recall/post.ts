// One POST to the product, with the patience of a webhook sender.

const ANSWER_WITHIN_MS = 15_000

/** The status it answered, or null when nobody did. Never throws. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    await answer.arrayBuffer() // free the connection
    return answer.status
  } catch {
    return null // refused, cut off or too slow: all the same to a sender
  }
}

export const isGood = (status: number | null): boolean => status !== null && status >= 200 && status < 300
