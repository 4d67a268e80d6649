/** A browser's stream of changes, read event by event. */
/** Open `/v1/events` with a session's cookies; `next` resolves with the next event of that name. */
export async function listen(origin: string, cookie: string, lastEventId?: string) {
  const stop = new AbortController()
  const headers = { cookie, ...(lastEventId && { 'last-event-id': lastEventId }) }
  const reply = await fetch(`${origin}/v1/events`, { headers, signal: stop.signal })
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  let last = ''
  return {
    stop: () => stop.abort(),
    lastId: () => last,
    async next(name: string): Promise<unknown> {
      for (;;) {
        const end = buffer.indexOf('\n\n')
        if (end !== -1) {
          const block = buffer.slice(0, end)
          buffer = buffer.slice(end + 2)
          last = block.match(/^id: (.+)$/m)?.[1] ?? last
          if (block.match(/^event: (.+)$/m)?.[1] === name)
            return JSON.parse(block.match(/^data: (.+)$/m)?.[1] ?? 'null')
          continue
        }
        const chunk = await reader?.read()
        if (!chunk || chunk.done) throw new Error('The stream ended')
        buffer += chunk.value
      }
    },
  }
}
