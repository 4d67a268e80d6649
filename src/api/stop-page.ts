/**
 * /stop/:token: the page behind the link that a bot puts into the meeting's chat. For people without an account, on any
 * device, without a script. GET asks and changes nothing, because chat programs open links by themselves; POST stops.
 */
import express, { type Response, Router } from 'express'
import type { ApiNeeds } from '#api/needs.ts'
import { refuseAsPage, sendPlainPage } from '#api/plain-page.ts'
import { aboutStopping, objectToRecording, type Stopping } from '#bots/manners/object-to-recording.ts'
import { readStopToken } from '#bots/manners/stop-token.ts'
import { Refusal } from '#lib/errors.ts'
import { escapeHtml } from '#lib/html.ts'

type Needs = Pick<ApiNeeds, 'db' | 'clock' | 'jobs' | 'vault'>

/** Mounted before the check of origins: the token is the permission, and no cookie is looked at. */
export function stopPage(needs: Needs): Router {
  const router = Router()
  const meetingOf = (token: string) => {
    const meeting = readStopToken(needs.vault, token)
    if (!meeting) throw new Refusal('not_found', 'This link is not complete. Copy it whole from the chat')
    return meeting
  }
  router.get('/:token', async (req, res) => {
    const meeting = meetingOf(req.params.token)
    show(res, await needs.db.asOrganization(meeting.organizationId, (tx) => aboutStopping(tx, meeting)))
  })
  router.post('/:token', express.urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    const meeting = meetingOf(String(req.params.token))
    const after = await needs.db.asOrganization(meeting.organizationId, async (tx) => {
      await objectToRecording(tx, needs, meeting)
      return aboutStopping(tx, meeting)
    })
    show(res, after)
  })
  router.use(refuseAsPage)
  return router
}

function show(res: Response, about: Stopping | null): void {
  if (!about) throw new Refusal('not_found', 'No bot was sent to this meeting')
  const { title, said, button } = words(about)
  const lines = said.map((line) => `<p${button ? '' : ' role="status"'}>${escapeHtml(line)}</p>`)
  sendPlainPage(
    res,
    title,
    `<div><h1>${escapeHtml(title)}</h1>${lines.join('\n')}${button ? form(button) : ''}</div>`,
  )
}

/** It posts to the page's own address. */
const form = (button: string) =>
  `<form method="post"><button type="submit" class="stop">${escapeHtml(button)}</button></form>`

function words({ state, botName, isDeleted }: Stopping) {
  const before = isDeleted
    ? 'What was recorded until now is deleted, everywhere.'
    : 'What was recorded until now is kept by the organization that sent the bot.'
  switch (state) {
    case 'recording':
      return {
        title: `Stop ${botName}?`,
        said: [
          `${botName} records this meeting and writes down what is said. If you do not want that, stop it: it leaves for everybody, and does not come back to this meeting.`,
          `${before} Who stopped it is not noted, and you need no account.`,
        ],
        button: 'Stop the recording',
      }
    case 'stopped':
      return {
        title: 'The recording is stopped',
        said: [`${botName} has been told to leave, and does not come back to this meeting.`, before],
        button: null,
      }
    case 'over':
      return {
        title: 'Nothing is being recorded',
        said: [`${botName} is not in this meeting any more.`],
        button: null,
      }
  }
}
