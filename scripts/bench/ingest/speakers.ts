/** A process of its own that speaks for many meetings: each with its own sender, which waits for each answer. */
import { Agent, request } from 'node:http'

export type Speech = {
  port: number
  paths: string[]
  event: 'transcript.data' | 'transcript.partial_data'
  /** Between two utterances of one meeting. */
  everyMs: number
  forMs: number
}
export type Spoken = { said: number; failed: number; late: number }

process.on('message', async (speech: Speech) => {
  process.send?.(await speak(speech))
})

async function speak({ port, paths, event, everyMs, forMs }: Speech): Promise<Spoken> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const result = { said: 0, failed: 0, late: 0 }
  const end = Date.now() + forMs
  const meeting = async (path: string, index: number) => {
    let next = Date.now() + (index * everyMs) / paths.length
    for (let second = 0; ; second += everyMs / 1000) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())))
      if (Date.now() >= end) return
      if (Date.now() - next > 1_000) result.late += 1
      next += everyMs
      const ok = await say({ port, path, agent }, event, second)
      result[ok ? 'said' : 'failed'] += 1
    }
  }
  await Promise.all(paths.map(meeting))
  agent.destroy()
  return result
}

type To = { port: number; path: string; agent: Agent }

function say({ port, path, agent }: To, event: string, second: number): Promise<boolean> {
  const words = [
    {
      text: `at${Date.now()} and some`,
      start_timestamp: { relative: second },
      end_timestamp: { relative: second + 1 },
    },
    ...'further words as people say them in a sentence'.split(' ').map((text) => ({
      ...{ text, start_timestamp: { relative: second + 1 }, end_timestamp: { relative: second + 2 } },
    })),
  ]
  const participant = {
    id: 200,
    name: 'Dana Ito',
    is_host: true,
    platform: 'desktop',
    extra_data: {},
    email: null,
  }
  const body = JSON.stringify({ event, data: { data: { words, language_code: 'en', participant } } })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const req = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode === 204))
    })
    req.on('error', () => resolve(false))
    req.end(body)
  })
}
