/** Comparing e-mail addresses with what people type: domains by label and in punycode, `*` where they say "any". */
import { domainToASCII } from 'node:url'

/**
 * Whether the address fits `example.com`, `*.example.com` (example.com and everything below it), `ana@example.com`
 * or `*@example.com`. A mail service for everybody has no sub-domains to mean.
 */
export function fitsAddress(email: string, pattern: string): boolean {
  const wanted = pattern.trim().toLowerCase()
  const at = wanted.lastIndexOf('@')
  if (!email.includes('@')) return false
  if (at > 0 && !fitsGlob(localPart(email), wanted.slice(0, at))) return false
  return fitsDomain(domainOf(email), at === -1 ? wanted : wanted.slice(at + 1))
}

export const domainOf = (email: string): string => ascii(email.slice(email.lastIndexOf('@') + 1))
const localPart = (email: string) => email.slice(0, email.lastIndexOf('@')).toLowerCase()

function fitsDomain(theirs: string, pattern: string): boolean {
  const hasStar = pattern.startsWith('*.')
  const wanted = ascii(hasStar ? pattern.slice(2) : pattern)
  if (theirs === '' || wanted === '') return false
  return theirs === wanted || (hasStar && !isFreeMail(wanted) && theirs.endsWith(`.${wanted}`))
}

/** Letter for letter, `*` for any run of them. The parts are looked for from left to right, so the time is linear. */
function fitsGlob(text: string, glob: string): boolean {
  const [first = '', ...rest] = glob.split('*')
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** The same domain however it is written: `bücher.example` is `xn--bcher-kva.example`. Empty where it is none. */
const ascii = (domain: string): string =>
  /^[a-z0-9.-]*$/.test(domain) ? domain : domainToASCII(domain.trim().toLowerCase())

const FREE_MAIL = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
  aol.com gmx.com gmx.net gmx.de gmx.at web.de t-online.de proton.me protonmail.com pm.me hey.com fastmail.com zoho.com
  mail.com mail.ru yandex.ru yandex.com qq.com 163.com 126.com foxmail.com naver.com orange.fr free.fr libero.it
  hotmail.co.uk yahoo.co.uk outlook.de outlook.fr hotmail.fr live.fr yahoo.fr yahoo.de yahoo.co.jp`.split(
    /\s+/,
  ),
)
/** A service where anybody has an address: sharing its domain makes nobody a colleague. */
export const isFreeMail = (domain: string): boolean => FREE_MAIL.has(domain)
