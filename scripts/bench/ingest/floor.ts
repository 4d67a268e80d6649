/**
 * What nobody can do without: bare node:http, one HMAC, one committed insert, then the answer. Measured beside us on
 * the same Postgres, it is the floor that our own door is compared with.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

const [url = '', secret = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 10 })
await pool.query(`create table if not exists bench_floor (
  id bigint generated always as identity primary key, message_id text not null unique,
  body bytea not null, received_at timestamptz not null)`)
const key = Buffer.from(secret.replace('whsec_', ''), 'base64')

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', async () => {
    const body = Buffer.concat(chunks)
    const id = String(req.headers['webhook-id'])
    const expected = createHmac('sha256', key)
      .update(`${id}.${req.headers['webhook-timestamp']}.`)
      .update(body)
      .digest()
    const given = Buffer.from(String(req.headers['webhook-signature']).slice('v1,'.length), 'base64')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return res.writeHead(401).end()
    await pool.query({
      name: 'insert',
      text: `insert into bench_floor (message_id, body, received_at) values ($1, $2, $3)
        on conflict (message_id) do nothing`,
      values: [id, body, new Date()],
    })
    res.writeHead(204).end()
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') process.send?.({ port: address.port })
})
