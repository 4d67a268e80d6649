/** Whatever a person writes into the field for an address: nothing of it reaches a server of ours. */
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicFetch } from '#lib/public-fetch.ts'

let knocks = 0
const canary = createServer((req, res) => {
  knocks++
  if (req.url === '/moved') res.writeHead(302, { location: '/secret' })
  if (req.url === '/large') res.write('x'.repeat(10_000))
  res.end('found')
})
canary.on('connection', () => knocks++)
let port = 0
beforeAll(async () => {
  canary.listen(0)
  await once(canary, 'listening')
  const address = canary.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => void canary.close())

/** Names lead where an attacker's name server says; ports are let through so that only the address protects. */
const names: Record<string, string[]> = {
  'inside.example': ['127.0.0.1'],
  'inside6.example': ['::1'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:127.0.0.1'],
  localhost: ['127.0.0.1'],
}
const attackers = () =>
  publicFetch({
    resolve: async (name) => names[name] ?? ['127.0.0.1'],
    isAllowed: (ip) => real(ip),
    request: httpRequest as never, // whatever gets through would be heard, TLS or not
    ports: ['', '443', '8443', String(port)],
  })
const { isPublicAddress: real } = await import('#lib/public-address.ts')

const hosts = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0',
    '0.0.0.0',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
  ],
  ...[
    '127.0.0.1.',
    '127.127.127.127',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.0.1',
  ],
  ...[
    '169.254.169.254',
    '169.254.0.1',
    '100.64.0.1',
    '100.127.255.254',
    '198.18.0.1',
    '192.0.0.1',
    '192.0.2.1',
  ],
  ...[
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '192.88.99.1',
  ],
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[0:0:0:0:0:0:0:1]',
    '[fe80::1]',
  ],
  ...[
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001::1]',
  ],
  ...['[2001:db8::1]', '[100::1]', '[3fff::1]', '[fec0::1]', '[2001:10::1]', '[5f00::1]'],
  ...[
    'localhost',
    'localhost.',
    'LOCALHOST',
    'inside.example',
    'inside6.example',
    'both.example',
    'metadata.example',
  ],
  ...[
    'mapped.example',
    '①②⑦.0.0.1',
    '127。0。0。1',
    'nobody.internal',
    'postgres',
    'metadata.google.internal',
  ],
]
const addresses = () => [
  ...hosts.map((host) => `https://${host}:${port}/secret`),
  ...[
    `http://127.0.0.1:${port}/`,
    `ftp://127.0.0.1:${port}/`,
    'file:///etc/passwd',
    'gopher://127.0.0.1:70/',
  ],
  ...[
    `https://user@127.0.0.1:${port}/`,
    `https://a:b@93.184.216.34:${port}/`,
    `https://93.184.216.34@127.0.0.1:${port}/`,
  ],
  ...[
    `https://127.0.0.1:${port}\\@93.184.216.34/`,
    `https://127.0.0.1:${port}/\r\nHost: x`,
    `https://[fe80::1%25lo]:${port}/`,
  ],
  ...[
    'https://',
    '//127.0.0.1',
    'javascript:alert(1)',
    'data:text/calendar,BEGIN',
    '',
    ' ',
    'https://a b/',
    'jar:https://127.0.0.1!/',
  ],
  ...[
    'https://93.184.216.34:22/',
    'https://93.184.216.34:5432/',
    `webcal://127.0.0.1:${port}/`,
    `webcal://inside.example:${port}/`,
  ],
]

test('none of the addresses that lead inside is ever called', async () => {
  const all = addresses()
  expect(all.length).toBeGreaterThan(60)
  const fetch = attackers()
  for (const address of all)
    await expect(fetch(address, { timeoutMs: 500, maxBytes: 1_000 }), address).rejects.toMatchObject({
      code: expect.stringMatching(/^provider_(refused|unavailable)$/),
    })
  expect(knocks).toBe(0)
})

test('a name that is answered differently the second time is not asked a second time', async () => {
  const answers = [['93.184.216.34'], ['127.0.0.1']]
  const called: string[] = []
  const fetch = publicFetch({
    resolve: async () => answers.shift() ?? ['127.0.0.1'],
    isAllowed: real,
    request: ((_url: URL, options: { lookup: (...given: unknown[]) => void }) => {
      options.lookup('rebinding.example', { all: false }, (_: unknown, address: string) =>
        called.push(address),
      )
      throw new Error('far enough')
    }) as never,
    ports: [''],
  })
  await expect(fetch('https://rebinding.example/', { timeoutMs: 500, maxBytes: 1_000 })).rejects.toThrow(
    'far enough',
  )
  expect(called).toEqual(['93.184.216.34'])
})

test('a redirect is an answer, and too much is none', async () => {
  const fetch = publicFetch({
    resolve: async () => ['127.0.0.1'],
    isAllowed: () => true,
    request: ((url: URL, ...rest: [object, () => void]) =>
      httpRequest(new URL(url.href.replace('https:', 'http:')), ...rest)) as never,
    ports: [String(port)],
  })
  const limits = { timeoutMs: 2_000, maxBytes: 1_000 }
  expect(await fetch(`https://calendar.example:${port}/moved`, limits)).toMatchObject({ status: 302 })
  expect(await fetch(`https://calendar.example:${port}/fine`, limits)).toMatchObject({
    status: 200,
    text: 'found',
  })
  await expect(fetch(`https://calendar.example:${port}/large`, limits)).rejects.toMatchObject({
    code: 'provider_unavailable',
  })
})
