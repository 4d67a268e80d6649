/** A network of our own between two parties: it delays, cuts and freezes connections, as its seed says, until it is told to be good. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { unit } from '../chance.ts'

export type BadNetwork = Awaited<ReturnType<typeof badNetwork>>
type Fate = 'good' | 'slow' | 'cut' | 'half-open'

/** Of a hundred connections so many … */
const SHARES: [Fate, number][] = [
  ['slow', 0.1],
  ['cut', 0.06],
  ['half-open', 0.02],
]
const LONGEST_DELAY_MS = 150
const CUT_WITHIN_MS = 1_500
const FROZEN_MS = 8_000

/** `targets`: one after the other, whoever is there. */
export async function badNetwork(name: string, seed: number, targets: () => number[]) {
  const sockets = new Set<Socket>()
  const fates: Record<Fate, number> = { good: 0, slow: 0, cut: 0, 'half-open': 0 }
  let isGood = false
  let count = 0
  const server = createServer({ allowHalfOpen: true }, (near) => void join(near))

  async function join(near: Socket) {
    const number = ++count
    const fate = isGood ? 'good' : fateOf(name, seed, number)
    fates[fate]++
    hold(near)
    const far = await firstThatListens(targets(), number)
    if (!far) return void near.destroy()
    hold(far)
    carry(near, far, fate)
    carry(far, near, fate)
    if (fate === 'cut') setTimeout(() => near.destroy(), unit(seed, name, 'cut', number) * CUT_WITHIN_MS)
  }

  function carry(from: Socket, to: Socket, fate: Fate) {
    const delay = fate === 'slow' ? unit(seed, name, 'delay') * LONGEST_DELAY_MS : 0
    const since = performance.now()
    from.on('data', (chunk) => {
      const isFrozen = fate === 'half-open' && performance.now() - since > CUT_WITHIN_MS
      if (isFrozen) return // it arrives nowhere, and nobody is told
      if (delay > 0) setTimeout(() => to.writable && to.write(chunk), delay)
      else to.write(chunk)
    })
    from.on('end', () => setTimeout(() => to.end(), delay))
    from.on('close', () => setTimeout(() => to.destroy(), delay))
    if (fate === 'half-open') setTimeout(() => from.destroy(), FROZEN_MS)
  }

  function hold(socket: Socket) {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {}) // a cut connection is what this is about
    socket.once('close', () => sockets.delete(socket))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    fates,
    /** From now on nothing is delayed, cut or frozen any more. */
    calm() {
      isGood = true
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function fateOf(name: string, seed: number, number: number): Fate {
  let left = unit(seed, name, number)
  for (const [fate, share] of SHARES) {
    left -= share
    if (left < 0) return fate
  }
  return 'good'
}

/** In turn, so that two servers share the work; one that is down is passed over. */
async function firstThatListens(ports: number[], turn: number): Promise<Socket | null> {
  for (let n = 0; n < ports.length; n++) {
    const port = ports[(turn + n) % ports.length] ?? 0
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    if (isThere) return socket
  }
  return null
}
