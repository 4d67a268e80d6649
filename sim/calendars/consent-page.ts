// The page where a person chooses an account and agrees: plain HTML, works without scripts.
import type { Person } from './types.ts'

type Page = {
  provider: 'Google' | 'Microsoft'
  people: Person[]
  /** The request's own parameters, which travel on. */
  query: Record<string, string>
  /** Those that a person may untick. */
  scopes: string[]
}

/**
 * Every button leads back to the same address with `sim=approve` or `sim=deny`. A test or a demo can put these into
 * the address itself: `&sim=approve&login_hint=maya@…`, and `&untick=<end of a scope>` to refuse one of them.
 */
export function consentPage({ provider, people, query, scopes }: Page): string {
  const hidden = Object.entries(query)
    .filter(([name]) => !['login_hint', 'sim', 'keep'].includes(name))
    .map(([name, value]) => `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`)
    .join('')
  const boxes = scopes
    .map(
      (scope) =>
        `<li><label><input type="checkbox" name="keep" value="${safe(scope)}" checked> ${safe(scope)}</label></li>`,
    )
    .join('')
  const accounts = people
    .map(
      ({ name, email }) =>
        `<button name="login_hint" value="${safe(email)}"><b>${safe(name)}</b><span>${safe(email)}</span></button>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Choose an account (stand-in for ${provider})</title><style>${STYLE}</style>
<main><h1>Choose an account</h1><p>This page stands in for ${provider}. Nothing leaves this machine.</p>
<form>${hidden}<input type="hidden" name="sim" value="approve"><input type="hidden" name="keep" value="openid">
${boxes ? `<p>LiveConvo asks for:</p><ul>${boxes}</ul>` : ''}<div class="accounts">${accounts}</div></form>
<form>${hidden}<input type="hidden" name="sim" value="approve"><label>Somebody else
<input type="email" name="login_hint" required placeholder="name@company.example"></label><button>Continue</button></form>
<form>${hidden}<button class="plain" name="sim" value="deny">Cancel</button></form></main></html>`
}

const safe = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0}
main{max-width:26rem;margin:8vh auto;padding:0 1rem}h1{font-size:1.4rem;margin:0}ul{padding:0;list-style:none;font-size:.85rem;overflow-wrap:anywhere}
.accounts{display:grid;gap:.5rem}button{font:inherit;padding:.6rem 1rem;border:1px solid #8888;border-radius:.6rem;background:none;color:inherit;cursor:pointer;text-align:left}
button:hover{background:#8882}button span{display:block;opacity:.7;font-size:.9rem}form{margin:1rem 0}input[type=email]{font:inherit;display:block;width:100%;box-sizing:border-box;padding:.5rem;margin:.3rem 0 .6rem}.plain{border:0;padding-left:0}`
