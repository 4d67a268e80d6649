/**
 * /mail/:token: the pages behind a letter's links, for people who may have no account. GET asks and changes nothing,
 * because mail scanners open every link; POST changes (RFC 8058: bare, without cookie, without redirect).
 */
import express, { type Response, Router } from 'express'
import type { ApiNeeds } from '#api/needs.ts'
import { refuseAsPage, sendPlainPage } from '#api/plain-page.ts'
import { Refusal } from '#lib/errors.ts'
import { escapeHtml } from '#lib/html.ts'
import { type AboutLink, aboutLink, answerLink, type LinkAnswer } from '#mail/answer-link.ts'
import { readMailToken } from '#mail/mail-token.ts'

type Needs = Pick<ApiNeeds, 'db' | 'clock' | 'vault'>
const ANSWERS: readonly LinkAnswer[] = ['stop', 'resume', 'do-not-record', 'record']

/** Mounted before the check of origins: the token is the permission, and no cookie is looked at. */
export function mailLinks(needs: Needs): Router {
  const router = Router()
  const linkOf = (token: string) => {
    const link = readMailToken(needs.vault, token)
    if (!link) throw new Refusal('not_found', 'This link is not complete. Copy it whole from the letter')
    return link
  }
  router.get('/:token', async (req, res) => {
    show(res, req.params.token, await aboutLink(needs, linkOf(req.params.token)))
  })
  router.post('/:token/:answer', express.urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    const { token = '', answer } = req.params as Record<string, string>
    const known = ANSWERS.find((one) => one === answer)
    if (!known) throw new Refusal('not_found')
    show(res, token, await answerLink(needs, linkOf(token), known))
  })
  router.use(refuseAsPage)
  return router
}

function show(res: Response, token: string, about: AboutLink | null): void {
  if (!about)
    throw new Refusal('gone', 'The letter with this link has been deleted. It will not be sent again')
  sendPlainPage(res, `Letters to ${about.email}`, bodyOf(token, about))
}

const button = (token: string, answer: LinkAnswer, words: string) =>
  `<form method="post" action="/mail/${encodeURIComponent(token)}/${answer}"><button>${words}</button></form>`

const kinds: Record<string, string> = {
  post_call_summary: 'Notes after meetings',
  weekly_digest: 'The weekly letter',
  bot_notice: 'Word about a bot that waits outside',
  calendar_notice: 'Word about calendars that cannot be read',
  usage_warning: 'Word about minutes that run out',
}

const bodyOf = (
  token: string,
  { email, emailType, isStopped, objects }: AboutLink,
) => `<h1>Letters to ${escapeHtml(email)}</h1>
<section><h2>${kinds[emailType] ?? 'Letters like this one'}</h2>
<p role="status">${isStopped ? 'They are stopped. No further one will be sent to you.' : 'They are sent to you.'}</p>
${isStopped ? button(token, 'resume', 'Send them again') : button(token, 'stop', 'Stop these letters')}</section>
<section><h2>Being recorded</h2>
<p role="status">${
  objects
    ? 'You asked not to be recorded: no bot of this organization joins a meeting to which you are invited. Whoever plans it is told why.'
    : 'You can ask the organization that sent this never to record meetings to which you are invited.'
}</p>
${objects ? button(token, 'record', 'Take that back') : button(token, 'do-not-record', 'Do not record me')}</section>`
