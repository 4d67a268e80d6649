import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { decodeWords, parameters, parseEmail } from './mime.ts'

const composed = async (mail: object): Promise<string> => {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail)
  return Buffer.isBuffer(message) ? message.toString('latin1') : ''
}

const ends = (text: string | null | undefined) => text?.trim()

test.each(['quoted-printable', 'base64'] as const)(
  'an e-mail in %s comes out as it went in',
  async (textEncoding) => {
    const mail = {
      from: 'Tomás Ortega <tomas@northwind.example>',
      to: 'maya@northwind.example, "Berg, Jonas" <jonas@northwind.example>',
      subject:
        'Résumé of the meeting: 日本語 and a very long subject that must be folded over several lines 🎉',
      text: 'Grüße = fine\n.dot at the start\nA line far longer than seventy-six characters, so that it must be broken somewhere.',
      html: '<p>Größe &amp; more</p>',
      textEncoding,
      attachments: [{ filename: 'größe.txt', content: 'inside' }],
    }
    const email = parseEmail(await composed(mail))
    expect(email.subject).toBe(mail.subject)
    expect(email.from).toBe(mail.from)
    expect(ends(email.text)?.replaceAll('\r\n', '\n')).toBe(mail.text)
    expect(ends(email.html)).toBe(mail.html)
    expect(email.attachments).toEqual([{ filename: 'größe.txt', type: 'text/plain', bytes: 6 }])
  },
)

test('an e-mail without MIME is its text', () => {
  const email = parseEmail('Subject: Hi\r\nX-Long: one\r\n two\r\n\r\nBody\r\n\r\nmore')
  expect(email).toMatchObject({ subject: 'Hi', text: 'Body\r\n\r\nmore', html: null })
  expect(email.headers[1]).toEqual({ name: 'X-Long', value: 'one two' })
})

test.each([
  ['=?utf-8?Q?Tom=C3=A1s_O?= plain', 'Tomás O plain'],
  ['=?UTF-8?B?w6k=?= =?utf-8?q?_b?=', 'é b'],
  ['=?utf-8?q?=C3?= =?utf-8?q?=A9?=', 'é'],
  ['=?iso-8859-1?Q?caf=E9?=', 'café'],
  ['=?nonsense?Q?caf=E9?=', 'café'],
  ['a =?broken', 'a =?broken'],
])('%s reads %s', (written, read) => expect(decodeWords(written)).toBe(read))

test('parameters may be quoted, split and percent-encoded', () => {
  expect(parameters(`Attachment; filename*0*=utf-8''a%20; filename*1="b\\"c"; x=1`)).toEqual({
    value: 'attachment',
    params: { filename: 'a b"c', x: '1' },
  })
})

test.each([
  '',
  '\r\n',
  'no header at all',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x',
  '\u0000:\n\n=',
])('nonsense is no reason to fail: %j', (raw) => expect(() => parseEmail(raw)).not.toThrow())
