import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { renderSummaryMail, type SummaryMail } from '#mail/summary/render-summary-mail.ts'

const url = 'https://notes.acme.test/meetings/m1'
const point = (text: string, seconds: number | null = 75) => ({ text, seconds, url: `${url}#line-l1` })
const mail: SummaryMail = {
  title: 'Launch checkpoint',
  startedAt: DateTime.fromISO('2026-11-23T23:30:00Z', { zone: 'utc' }),
  timezone: 'Europe/Berlin',
  durationSeconds: 1830,
  meetingUrl: url,
  reason: 'invited',
  writtenBy: 'extractive',
  ownerName: 'Maya Keller',
  others: 2,
  settingsUrl: 'https://notes.acme.test/mail/token',
  leftOut: 0,
  tldr: [point('We launch on Thursday.')],
  decisions: [point('Paging, not a rewrite.', 3675)],
  actionItems: [
    {
      ...point('Write the rollback page'),
      owner: 'Jonas Berg',
      dueDate: 'Wednesday evening',
      isConfirmed: true,
    },
    { ...point('Tell the customers'), owner: null, dueDate: null, isConfirmed: false },
  ],
  followUpQuestions: [],
}

describe('the letter after a meeting', () => {
  test('has the title and the day, as it was for the recipient, in its subject', () => {
    expect(renderSummaryMail(mail).subject).toBe('Launch checkpoint · Tue 24 Nov 2026')
  })

  test('tells the same in text as in HTML, each point with its moment', () => {
    const { text, html } = renderSummaryMail(mail)
    for (const said of [
      'We launch on Thursday.',
      'Jonas Berg, due Wednesday evening',
      'nobody named, no date, to be confirmed',
      '1:01:15',
    ])
      for (const body of [text, html]) expect(body).toContain(said)
    expect(text).toContain(`1:15 ${url}#line-l1`)
    expect(html).toContain(`href="${url}#line-l1"`)
    expect(text).not.toContain('OPEN QUESTIONS')
  })

  test('says a day as one, and leaves spoken words as they are', () => {
    const [task] = mail.actionItems
    const dated = { ...mail, actionItems: task ? [{ ...task, dueDate: '2026-11-27' }] : [] }
    expect(renderSummaryMail(dated).text).toContain('Jonas Berg, due Fri 27 Nov 2026')
  })

  test('says honestly who wrote it and why it came', () => {
    expect(renderSummaryMail(mail).text).toContain('No language model wrote this')
    expect(renderSummaryMail(mail).text).toContain('you were invited to this meeting')
    expect(renderSummaryMail(mail).text).toContain('So do 2 others.')
    expect(renderSummaryMail({ ...mail, others: 0 }).html).toContain('Nobody else does.')
    expect(renderSummaryMail({ ...mail, writtenBy: 'gpt-5.4-mini' }).text).toContain(
      'Written by gpt-5.4-mini',
    )
    expect(renderSummaryMail({ ...mail, reason: 'owner' }).html).toContain('you own this meeting')
  })

  test('says how much was left out because words were corrected', () => {
    expect(renderSummaryMail(mail).text).not.toContain('left out')
    for (const body of Object.values(renderSummaryMail({ ...mail, leftOut: 2 })).slice(1))
      expect(body).toContain('2 points were left out because the words that they rest on were corrected')
    expect(renderSummaryMail({ ...mail, leftOut: 1 }).text).toContain('One point was left out')
  })

  test('lets nobody write HTML or headers through a title or a line', () => {
    const { subject, html } = renderSummaryMail({
      ...mail,
      title: 'Plan\r\nBcc: everybody@example.test <script>',
      tldr: [point('<img src=x onerror=alert(1)>')],
    })
    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
  })

  test('stays small and loads nothing from outside', () => {
    const many = Array.from({ length: 20 }, () => point('word '.repeat(300)))
    const { html } = renderSummaryMail({ ...mail, tldr: many, decisions: many, followUpQuestions: many })
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    expect(html).not.toMatch(/<(img|link|script|iframe)\b|url\(|@import/)
    expect(html).toContain('prefers-color-scheme: dark')
  })
})
