import { once } from 'node:events'
import { connect } from 'node:net'
import express from 'express'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../manual-clock.ts'
import { openStore } from '../store.ts'
import { mailSim } from './mail.ts'

const clock = manualClock(Date.UTC(2026, 0, 5, 9))
const sim = mailSim({ clock, store: openStore(null), smtpPort: 0 })
const server = express().use('/mail', sim.router).listen(0)
const address = server.address()
const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/mail`

beforeAll(() => sim.start())
beforeEach(() => sim.clear())
afterEach(() => sim.refuse(null))
afterAll(async () => {
  server.close()
  await sim.close()
})

const letter = {
  from: 'LiveConvo <notes@northwind.example>',
  to: 'Maya Keller <maya@northwind.example>',
  subject: 'Notes: café & <planning>',
  text: 'Two decisions.',
  html: '<p>Two decisions.</p><script>alert(1)</script>',
  messageId: '<notes-1@northwind.example>',
}
const send = (more: object = {}) => createTransport(sim.smtpUrl()).sendMail({ ...letter, ...more })
const get = async (path: string) => {
  const reply = await fetch(`${url}${path}`)
  return { status: reply.status, csp: reply.headers.get('content-security-policy'), text: await reply.text() }
}

test('a message that was sent can be read as JSON, with its virtual time', async () => {
  await send()
  await clock.advance(60_000)
  await send({ subject: 'Later', messageId: '<notes-2@northwind.example>' })
  const [second, first] = JSON.parse((await get('/messages.json')).text)
  expect(second.subject).toBe('Later')
  expect(first).toMatchObject({
    at: '2026-01-05T09:00:00.000Z',
    subject: letter.subject,
    messageId: letter.messageId,
    envelope: { from: 'notes@northwind.example', to: ['maya@northwind.example'] },
  })
  expect(JSON.parse((await get(`/messages/${first.id}.json`)).text).text).toContain('Two decisions.')
  expect((await get(`/messages/${first.id}.txt`)).text).toContain('Two decisions.')
})

test('a password is taken but not needed', async () => {
  await createTransport(sim.smtpUrl().replace('//', '//somebody:secret@')).sendMail(letter)
  expect(sim.messages()).toHaveLength(1)
})

test('the pages escape what a message says, and its HTML can run nothing', async () => {
  await send()
  const [message] = sim.messages()
  expect((await get('')).text).toContain('Notes: café &amp; &lt;planning&gt;')
  const page = await get(`/messages/${message?.id}`)
  expect(page.text).not.toContain('<script>')
  expect(page.text).toContain('&lt;script&gt;')
  const html = await get(`/messages/${message?.id}.html`)
  expect(html.text).toContain('<script>')
  expect(html.csp).toMatch(/default-src 'none'.*sandbox/)
})

test('a message that does not exist is not found, and an emptied mailbox says so', async () => {
  await send()
  expect((await get('/messages/0123456789abcdef')).status).toBe(404)
  await fetch(`${url}/clear`, { method: 'POST', redirect: 'manual' })
  expect((await get('')).text).toContain('No mail yet')
})

test.each([451, 550])('a mailbox that refuses with %i keeps nothing', async (code) => {
  sim.refuse(code)
  await expect(send()).rejects.toMatchObject({ responseCode: code })
  expect(sim.messages()).toEqual([])
})

test('a connection lost after the data leaves the sender in doubt and the message in the mailbox', async () => {
  sim.dropAfterData()
  await expect(send()).rejects.toThrow()
  expect(sim.messages().map(({ messageId }) => messageId)).toEqual([letter.messageId])
  await send({ messageId: '<notes-3@northwind.example>' })
  expect(sim.messages()).toHaveLength(2)
})

test('a sender that dies in the middle of a message leaves nothing, and the mailbox goes on', async () => {
  const socket = connect(Number(new URL(sim.smtpUrl()).port), '127.0.0.1')
  for (const line of ['EHLO x', 'MAIL FROM:<a@x.example>', 'RCPT TO:<b@x.example>', 'DATA']) {
    await once(socket, 'data')
    socket.write(`${line}\r\n`)
  }
  await once(socket, 'data')
  socket.write('Subject: half of it\r\n', () => socket.destroy())
  await once(socket, 'close')
  await send()
  await sim.idle()
  expect(sim.messages().map(({ subject }) => subject)).toEqual([letter.subject])
})

test('nothing is half received once the mailbox is idle', async () => {
  await Promise.all([send(), send({ messageId: '<b@northwind.example>' })])
  await sim.idle()
  expect(sim.messages()).toHaveLength(2)
})
