/**
 * GET an address that a person has given us. Its name is resolved once, every answer is judged, and the connection
 * goes to that very answer: a name that points somewhere else a moment later (DNS rebinding) gains nothing. No
 * redirects, no proxies, no passwords in the address, https only; a limit of time and of size.
 */
import { lookup as dnsLookup } from 'node:dns/promises'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { Refusal } from '#lib/errors.ts'
import { isPublicAddress } from '#lib/public-address.ts'

const PORTS = ['', '443', '8443']

export type PublicFetch = (
  url: string,
  limits: { timeoutMs: number; maxBytes: number; headers?: Record<string, string> },
) => Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }>

/** For tests: where names lead, which addresses are let through, and how a connection is made. */
export type Network = {
  resolve: (name: string) => Promise<string[]>
  isAllowed: (ip: string) => boolean
  request: typeof request
  ports: readonly string[]
}
const internet: Network = {
  resolve: async (name) => (await dnsLookup(name, { all: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
  request,
  ports: PORTS,
}

/** Throws `provider_refused` with a sentence for an address that is not to be called, `provider_unavailable` else. */
export const publicFetch =
  (network: Network = internet): PublicFetch =>
  async (url, limits) => {
    const target = allowedUrl(url, network)
    const name = target.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    const address = await publicAddressOf(name, network)
    return get(target, address, limits, network)
  }

/** The address as it will be called; `webcal:` is https in disguise. */
function allowedUrl(url: string, { ports }: Network): URL {
  const text = url.trim().replace(/^webcals?:/i, 'https:')
  if (/[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) throw refused('That is no address of a calendar')
  const target = new URL(text)
  if (target.protocol !== 'https:') throw refused('The address has to begin with https://')
  if (target.username || target.password) throw refused('An address with a password in it is not called')
  if (!ports.includes(target.port)) throw refused('The address names an unusual port')
  return target
}

async function publicAddressOf(name: string, { resolve, isAllowed }: Network): Promise<string> {
  const addresses = isIP(name) ? [name] : await resolve(name).catch(() => [])
  const [first] = addresses
  if (!first) throw new Refusal('provider_unavailable', 'The server of that address cannot be found')
  if (!addresses.every(isAllowed)) throw refused('That address leads into a private network')
  return first
}

const refused = (sentence: string) => new Refusal('provider_refused', sentence)

type Limits = Parameters<PublicFetch>[1]

function get(
  target: URL,
  address: string,
  { timeoutMs, maxBytes, headers }: Limits,
  network: Network,
): ReturnType<PublicFetch> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string) => reject(new Refusal('provider_unavailable', sentence))
    const call = network.request(
      target,
      {
        agent: false,
        headers: { accept: 'text/calendar', 'accept-encoding': 'identity', ...headers },
        signal: AbortSignal.timeout(timeoutMs),
        lookup: (_name, options, answer) => {
          const family = isIP(address)
          if (options.all) answer(null, [{ address, family }])
          else answer(null, address, family)
        },
      },
      (reply) => {
        const chunks: Buffer[] = []
        let bytes = 0
        reply.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > maxBytes) call.destroy(new Error('too large'))
          else chunks.push(chunk)
        })
        reply.on('end', () =>
          resolve({
            ...{ status: reply.statusCode ?? 0, headers: reply.headers },
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
        reply.on('error', () => fail('The calendar is too large, or breaks off'))
      },
    )
    call.on('error', () => fail('The server of that address does not answer, or with too much'))
    call.end()
  })
}
