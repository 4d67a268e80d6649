/** A process of its own that watches: one open stream for each cookie. Each word carries when it was sent. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Watch = { port: number; cookies: string[] }
export type Seen = { finals: number[]; partials: number[]; lost: number }

let sockets: Socket[] = []
let finals: number[] = []
let partials: number[] = []
let lost = 0

process.on('message', async (asked: Watch | { report: true }) => {
  if ('report' in asked) {
    process.send?.({ finals, partials, lost } satisfies Seen)
    finals = []
    partials = []
    return
  }
  for (const socket of sockets) socket.removeAllListeners('close').destroy()
  sockets = []
  for (let from = 0; from < asked.cookies.length; from += 50)
    sockets.push(
      ...(await Promise.all(asked.cookies.slice(from, from + 50).map((cookie) => watch(asked.port, cookie)))),
    )
  lost = 0
  process.send?.({ open: sockets.length })
})

async function watch(port: number, cookie: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`GET /v1/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n\r\n`)
  const [head] = (await once(socket, 'data')) as [Buffer] // what a socket's data event carries
  if (!head.toString('latin1').startsWith('HTTP/1.1 200'))
    throw new Error(head.toString('latin1').slice(0, 200))
  socket.on('data', (chunk: Buffer) => note(chunk.toString('latin1'), Date.now()))
  socket.on('close', () => {
    lost += 1
  })
  return socket
}

/** Each said text begins with `at<milliseconds>`. */
function note(text: string, now: number): void {
  for (const [, kind, at] of text.matchAll(/event: (line|partial)\ndata: [^\n]*?"at(\d{13}) /g))
    (kind === 'line' ? finals : partials).push(now - Number(at))
}
