/**
 * A process of its own that knocks: so many connections, each with its next request as soon as the last one is
 * answered. Everything is made and signed before the clock starts, so that it costs little while it runs.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Knocks = { port: number; path: string; secret: string; connections: number; count: number }
export type Knocked = { perSecond: number; p50: number; p99: number; refused: number }

process.on('message', async (knocks: Knocks) => {
  process.send?.(await knock(knocks))
})

async function knock({ port, path, secret, connections, count }: Knocks): Promise<Knocked> {
  const requests = Array.from({ length: count }, () => request(port, path, secret))
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const times: number[] = []
  let refused = 0
  const from = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      for (let next = requests.pop(); next; next = requests.pop()) {
        const asked = performance.now()
        const status = await ask(socket, next)
        times.push(performance.now() - asked)
        if (status < 200 || status > 299) refused += 1
      }
      socket.destroy()
    }),
  )
  const seconds = (performance.now() - from) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99), refused }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

/** The status; the answers are so small that each arrives whole. */
async function ask(socket: Socket, request: Buffer): Promise<number> {
  socket.write(request)
  const [chunk] = (await once(socket, 'data')) as [Buffer] // what a socket's data event carries
  return Number(chunk.subarray(9, 12).toString())
}

/** As Recall signs, about a bot that is not ours: 1.3 kB. */
function request(port: number, path: string, secret: string): Buffer {
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const metadata = { intent: randomUUID(), note: 'x'.repeat(1_000) }
  const status = { code: 'joining_call', sub_code: null, updated_at: new Date().toISOString() }
  const body = JSON.stringify({
    event: 'bot.joining_call',
    data: { data: status, bot: { id: randomUUID(), metadata } },
  })
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `webhook-id: ${id}`,
    `webhook-timestamp: ${timestamp}`,
    `webhook-signature: v1,${signature}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
