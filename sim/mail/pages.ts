// The mailbox as a person sees it. Plain pages: nothing is loaded from elsewhere, and a message's own HTML stays in
// a sandboxed frame, because what is in an e-mail was written by anybody.
import type { MailMessage } from './message.ts'

export const PAGE_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'"
/** No script, no form, nothing from the network; links open in a tab of their own. */
export const MAIL_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"

export function listPage(messages: MailMessage[]): string {
  const rows = messages.map(
    ({ id, at, from, envelope, subject }) => `<li><a href="/mail/messages/${id}">
<b>${escaped(subject || '(no subject)')}</b><span>From ${escaped(from)} to ${escaped(envelope.to.join(', '))}</span>
${time(at)}</a></li>`,
  )
  const body =
    rows.length > 0
      ? `<ol class="list">${rows.join('')}</ol><form method="post" action="/mail/clear"><button>Empty the mailbox</button></form>`
      : '<p class="quiet">No mail yet. Whatever the product sends arrives here; reload to look again.</p>'
  return page('Mailbox', `<h1>Mailbox</h1><p><a href="/">All stand-ins</a></p>${body}`)
}

export function messagePage(mail: MailMessage, source: string): string {
  const url = `/mail/messages/${mail.id}`
  const rows = mail.headers.map(
    ({ name, value }) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  )
  const files = mail.attachments.map(
    ({ filename, type, bytes }) => `<li>${escaped(filename ?? type)}, ${bytes} bytes</li>`,
  )
  return page(
    mail.subject,
    `<p><a href="/mail">Mailbox</a></p><h1>${escaped(mail.subject || '(no subject)')}</h1>
<p class="quiet">From ${escaped(mail.from)} to ${escaped(mail.envelope.to.join(', '))}, ${time(mail.at)}</p>
${mail.html === null ? '' : `<iframe title="The message as HTML" src="${url}.html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
${mail.text === null ? '' : `<details${mail.html === null ? ' open' : ''}><summary>As text</summary><pre>${escaped(mail.text)}</pre></details>`}
${files.length > 0 ? `<h2>Attachments</h2><ul>${files.join('')}</ul>` : ''}
<details><summary>Headers</summary><table>${rows.join('')}</table></details>
<details><summary>Source</summary><p><a href="${url}.eml">As it arrived</a></p><pre>${escaped(source)}</pre></details>`,
  )
}

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style><main>${main}</main></html>`

const time = (at: number): string => {
  const iso = new Date(at).toISOString()
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => escapes[char] ?? char)

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d2329, #e6e9ec); --quiet: light-dark(#59636d, #9aa5af);
  --paper: light-dark(#fdfdfc, #14181b); --line: light-dark(#d9dde1, #323a41); --accent: light-dark(#0b5cad, #7db8f5) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.125rem } a { color: var(--accent) }
.quiet, time, li span { color: var(--quiet) } time { font-variant-numeric: tabular-nums }
.list { list-style: none; padding: 0; border-top: 1px solid var(--line) }
.list a { display: grid; padding: .75rem 0; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none }
.list a:hover b { text-decoration: underline }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 4px; background: #fff; color-scheme: light }
details { margin: 1rem 0 } pre { white-space: pre-wrap; font: .875rem/1.5 ui-monospace, monospace }
table { border-collapse: collapse; font-size: .875rem } th { text-align: left; vertical-align: top; font-weight: 600 }
th, td { padding: .25rem .75rem .25rem 0 }
button { font: inherit; padding: .375rem .75rem }`
