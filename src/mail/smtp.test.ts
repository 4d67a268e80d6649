import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mailer } from '#mail/mailer.ts'
import { mailerOverSmtp } from '#mail/smtp.ts'
import { mailSim } from '../../sim/mail/mail.ts'
import { manualClock } from '../../sim/manual-clock.ts'
import { openStore } from '../../sim/store.ts'

const mailbox = mailSim({ clock: manualClock(Date.UTC(2026, 10, 23)), store: openStore(null), smtpPort: 0 })

const letter = {
  to: 'ana@acme.test',
  subject: 'Größe & Ähnliches · Mon 23 Nov 2026',
  text: 'Grüße',
  html: '<p>Grüße</p>',
  messageId: '<1@notes.acme.test>',
}
let mailer: Mailer
beforeAll(async () => {
  await mailbox.start()
  mailer = mailerOverSmtp({ url: mailbox.smtpUrl(), from: 'LiveConvo <notes@acme.test>' })
})
afterAll(() => {
  mailer.close()
  return mailbox.close()
})

describe('a letter over SMTP', () => {
  test('arrives as it was written, under its Message-ID', async () => {
    mailbox.clear()
    await mailer.send(letter)
    expect(mailbox.messages()).toMatchObject([
      { subject: letter.subject, messageId: letter.messageId, from: 'LiveConvo <notes@acme.test>' },
    ])
    const [received] = mailbox.messages()
    expect(received?.envelope.to).toEqual(['ana@acme.test'])
    expect(received?.text?.trim()).toBe('Grüße')
    expect(received?.html?.trim()).toBe('<p>Grüße</p>')
  })

  test('can be stopped with one click, in headers that are not folded, and is answered to its owner', async () => {
    mailbox.clear()
    const unsubscribeUrl = `https://notes.acme.test/mail/${'a'.repeat(120)}/stop`
    await mailer.send({ ...letter, replyTo: 'maya@acme.test', unsubscribeUrl })
    const headers = mailbox.messages()[0]?.headers
    expect(headers).toContainEqual({ name: 'List-Unsubscribe', value: `<${unsubscribeUrl}>` })
    expect(headers).toContainEqual({ name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' })
    expect(headers).toContainEqual({ name: 'Reply-To', value: 'maya@acme.test' })
  })

  test.each([
    ['a line separator', 'Plan\u2028Bcc: x@example.test'],
    ['a next line', 'Plan\u0085Bcc: x@example.test'],
    ['very long', 'Plan '.repeat(300)],
    ['an encoded word', '=?utf-8?Q?Plan=0D=0ABcc:_x@example.test?='],
    ['from right to left', 'תוכנית\u202eBcc: x@example.test'],
  ])('with a subject that is %s has the headers that were planned, and no other', async (_name, subject) => {
    mailbox.clear()
    await mailer.send({ ...letter, subject })
    const [received] = mailbox.messages()
    const names = (received?.headers ?? []).map(({ name }) => name)
    expect(names.toSorted()).toEqual(
      [
        'Auto-Submitted',
        'Content-Type',
        'Date',
        'From',
        'MIME-Version',
        'Message-ID',
        'Subject',
        'To',
      ].toSorted(),
    )
    expect(received?.envelope.to).toEqual(['ana@acme.test'])
  })

  test.each([
    { unsubscribeUrl: 'https://x.test/\r\nBcc: x@example.test' },
    { replyTo: 'maya@acme.test\r\nBcc: x@example.test' },
    { subject: 'Hello\r\nBcc: x@example.test' },
    { to: 'ana@acme.test\nBcc: x@example.test' },
    { messageId: '<1@x>\r\nX: y' },
  ])('is refused when a header holds a line break', async (change) => {
    await expect(mailer.send({ ...letter, ...change })).rejects.toMatchObject({ code: 'validation_failed' })
  })

  test('goes to one address, whatever stands in it', async () => {
    mailbox.clear()
    await mailer.send({ ...letter, to: 'ana@acme.test, everybody@example.test' }).catch(() => {})
    const all = mailbox.messages().flatMap(({ envelope }) => envelope.to)
    expect(all).not.toContain('everybody@example.test')
  })

  test.each([
    [550, 'provider_refused'],
    [451, 'provider_unavailable'],
  ])('that the server answers %d is %s', async (code, refusal) => {
    mailbox.refuse(code)
    await expect(mailer.send(letter)).rejects.toMatchObject({ code: refusal })
    mailbox.refuse(null)
  })

  test('to a server that is away may be tried again', async () => {
    const away = mailerOverSmtp({ url: 'smtp://127.0.0.1:9', from: 'notes@acme.test' })
    await expect(away.send(letter)).rejects.toMatchObject({ code: 'provider_unavailable' })
  })
})
