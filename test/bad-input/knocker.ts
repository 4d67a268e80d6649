/** Knocks at a door over so many connections at once, and tells the answers. Cheaper than a client for each request. */
import { once } from 'node:events'
import { Agent, request } from 'node:http'

export type Attempt = { path: string; headers: Record<string, string>; body: Buffer | string }

/** How often each status was answered. */
export async function knockAll(
  origin: string,
  attempts: Iterator<Attempt>,
  connections = 40,
): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const statuses = new Map<number, number>()
  const one = async () => {
    for (let next = attempts.next(); !next.done; next = attempts.next()) {
      const status = await knock(origin, agent, next.value)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  agent.destroy()
  return statuses
}

async function knock(origin: string, agent: Agent, { path, headers, body }: Attempt): Promise<number> {
  const length = String(Buffer.byteLength(body))
  const req = request(`${origin}${path}`, {
    ...{ method: 'POST', agent },
    headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
  })
  req.end(body)
  const [reply] = await once(req, 'response')
  reply.resume()
  await once(reply, 'end')
  return reply.statusCode
}
