/** Pages for people without an account, on any device, without a script: one look, and a refusal in words. */
import type { ErrorRequestHandler, Response } from 'express'
import { isRefusal, refusals } from '#lib/errors.ts'
import { escapeHtml } from '#lib/html.ts'

/** The colours and sizes of the app (web/src/styles/tokens.css), for pages that load nothing. */
const STYLE = `:root{color-scheme:light dark;--ground:#f6f7f7;--surface:#fff;--line:#dde2e2;--ink:#15201f;--quiet:#52605f;--accent:#0b6170;--on-accent:#fff;--red:#b3261e}
@media (prefers-color-scheme:dark){:root{--ground:#121617;--surface:#1a2021;--line:#2e3839;--ink:#e9eeed;--quiet:#a3b0af;--accent:#74cbd8;--on-accent:#0a1a1d;--red:#c9403a}}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:8vh auto 3rem;padding:0 1rem}
main>div,section{padding:1.5rem;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
section+section{margin-top:1rem}
.brand{margin:0 0 1rem;font-weight:620}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}h2{margin:0 0 .5rem;font-size:1.1875rem}p{margin:0 0 1rem}
:is(div,section,form)>:last-child{margin-bottom:0}
button{min-height:44px;padding:0 1.25rem;border:0;border-radius:6px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:620;cursor:pointer}
button.stop{background:var(--red);color:#fff}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px}`

/** `body`: markup of ours. Nothing of it is kept anywhere, found by search engines or passed on to other sites. */
export function sendPlainPage(res: Response, title: string, body: string): void {
  res.set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' })
  res.type('html').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><p class="brand">LiveConvo</p>
${body}
</main></body></html>`)
}

/** A person sees a page that says no; a program goes on to the problem+json of every other route. */
export const refuseAsPage: ErrorRequestHandler = (error, req, res, next) => {
  if (!isRefusal(error) || !req.headers.accept?.includes('text/html')) return next(error)
  const { status, title } = refusals[error.code]
  res.status(status)
  const said = error.detail ? `<p>${escapeHtml(error.detail)}.</p>` : ''
  sendPlainPage(res, title, `<div><h1>${escapeHtml(title)}</h1>${said}</div>`)
}
