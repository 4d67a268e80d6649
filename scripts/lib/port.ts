/** Ports on this machine. */
import { createServer } from 'node:net'
import { CannotStart } from '../../src/lib/cannot-start.ts'

/** The port if it is free, any free one for 0. Throws CannotStart for a busy one. */
export async function freePort(port: number, host = '127.0.0.1'): Promise<number> {
  const found = await tryPort(port, host)
  if (typeof found === 'number') return found
  if (found === 'EACCES')
    throw new CannotStart(`Port ${port} may only be opened by root. Choose one above 1023 with PORT.`)
  if (found === 'EADDRINUSE')
    throw new CannotStart(
      `Port ${port} is taken by another program. Choose another, for example PORT=${port + 1} npm start, or PORT=0 for any free one.`,
    )
  throw new CannotStart(`Port ${port} on ${host} cannot be opened (${found}).`)
}

/** The wished port if it is free, any other if not. */
export async function portNear(wished: number): Promise<number> {
  const found = await tryPort(wished, '127.0.0.1')
  return typeof found === 'number' ? found : freePort(0)
}

const tryPort = (port: number, host: string) =>
  new Promise<number | string>((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 'no address'))
    })
  })
