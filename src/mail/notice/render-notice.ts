/** "Please let the bot in": short, since it is read in a hurry, on a phone, in a meeting. Pure. */
import { escapeHtml } from '#lib/html.ts'
import type { NoticeKind } from '#mail/notice/notice-version.ts'
import { button, heading, layout, link, oneLine, quiet, rule } from '#mail/render.ts'
import type { RenderedMail } from '#mail/types.ts'

export type NoticeMail = {
  kind: NoticeKind
  title: string
  botName: string
  meetingUrl: string
  pageUrl: string
  settingsUrl: string
}

export function renderNotice(mail: NoticeMail): RenderedMail {
  const title = oneLine(mail.title, 100) || 'Meeting'
  const { subject, said, action } = words(mail, title)
  const why = 'You receive this because you wanted a bot in this meeting.'
  const text = [said, `${action.text}: ${action.url}`, `${why} Settings: ${mail.settingsUrl}`].join('\n\n')
  const body = [
    heading(title),
    `<p style="margin:12px 0">${escapeHtml(said)}</p>`,
    button(action.text, action.url),
    rule,
    quiet(`${escapeHtml(why)} ${link('Settings', mail.settingsUrl)}`),
  ].join('\n')
  return { subject, text, html: layout({ title: subject, preview: said, body }) }
}

function words({ kind, botName, meetingUrl, pageUrl }: NoticeMail, title: string) {
  const open = { text: 'Open the meeting', url: meetingUrl }
  switch (kind) {
    case 'lobby':
      return {
        subject: `Please admit “${botName}”: ${title}`,
        said: `“${botName}” is waiting in the lobby, and nobody has let it in yet. Somebody who may admit people has to: look for “${botName}” among those who wait.`,
        action: open,
      }
    case 'lobby_again':
      return {
        subject: `“${botName}” is still waiting outside: ${title}`,
        said: `“${botName}” has been in the lobby for two minutes. Until somebody admits it, nothing is recorded. We will not write about this wait again.`,
        action: open,
      }
    case 'let_in':
      return {
        subject: `“${botName}” is in: ${title}`,
        said: `“${botName}” was admitted. There is nothing left to do.`,
        action: { text: 'Follow the meeting', url: pageUrl },
      }
  }
}
