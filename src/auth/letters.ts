/** The letters of the sign-in code: short, plain, one thing to do. */
import { escapeHtml } from '#lib/html.ts'
import { oneLine } from '#mail/render.ts'

const LONGEST_SUBJECT = 150

type Letter = { subject: string; text: string; html: string }

export const letters = {
  passwordReset: (name: string, url: string) =>
    letter({
      subject: 'Choose a new password',
      greeting: `Hello ${name},`,
      text: 'somebody asked for a new password for your account. The link works for one hour. If it was not you, nothing has changed and you need not do anything.',
      button: 'Choose a new password',
      url,
    }),
  verifyEmail: (name: string, url: string) =>
    letter({
      subject: 'Confirm your address',
      greeting: `Hello ${name},`,
      text: 'please confirm that this address is yours.',
      button: 'Confirm my address',
      url,
    }),
  invitation: (organizationName: string, invitedBy: string, url: string) =>
    letter({
      subject: `${invitedBy} invites you to ${organizationName}`,
      greeting: 'Hello,',
      text: `${invitedBy} invites you to ${organizationName} on LiveConvo, where the team's meetings are written down. The invitation is valid for 7 days.`,
      button: 'Join',
      url,
    }),
}

type Parts = { subject: string; greeting: string; text: string; button: string; url: string }

function letter({ subject, greeting, text, button, url }: Parts): Letter {
  const paragraph = (content: string) => `<p style="margin:0 0 16px">${content}</p>`
  return {
    subject: oneLine(subject, LONGEST_SUBJECT), // names are people's own words
    text: `${greeting}\n\n${text}\n\n${button}: ${url}\n`,
    html: `<!doctype html><html lang="en"><head><meta name="color-scheme" content="light dark"></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:24px auto;padding:0 16px">
${paragraph(escapeHtml(greeting))}${paragraph(escapeHtml(text))}
${paragraph(`<a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0b6170;color:#fff;text-decoration:none">${escapeHtml(button)}</a>`)}
${paragraph(`<small>${escapeHtml(url)}</small>`)}</body></html>`,
  }
}
