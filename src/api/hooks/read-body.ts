/** The untouched bytes of a message: signatures are over them. */
import type { IncomingMessage } from 'node:http'
import { Refusal } from '#lib/errors.ts'

/** Far more than any provider sends. */
export const LARGEST_MESSAGE = 1024 * 1024

/** Throws too_large, and unsupported_media_type for a body that came compressed. What is too much is not kept. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const encoding = req.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    req.resume()
    throw new Refusal('unsupported_media_type', 'Send the message as it is, not compressed')
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let length = 0
  req.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= LARGEST_MESSAGE) chunks.push(chunk)
    else chunks.length = 0
  })
  req.on('end', () => {
    if (length > LARGEST_MESSAGE) reject(new Refusal('too_large'))
    else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
  })
  req.on('error', () => reject(new Refusal('validation_failed', 'The message broke off')))
  return promise
}
