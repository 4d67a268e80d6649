/** The browser's address and history, as something that can be watched. */

/** `key` is another one at each step, also when the same link is followed again. */
export type Address = { pathname: string; search: string; hash: string; key: string }

const WENT = 'liveconvo:went'
const leftAt = new Map<string, number>()
let shown = read()

function read(): Address {
  const { pathname, search, hash } = location
  return { pathname, search, hash, key: String(history.state?.key ?? 'first') }
}

export const currentAddress = () => shown

/** Go to an address of ours. Where one already is, no second step is remembered. */
export function go(to: string, { replace = false } = {}): void {
  const target = new URL(to, location.href)
  const state = { key: Math.random().toString(36).slice(2) }
  if (replace || target.href === location.href) history.replaceState(state, '', target)
  else history.pushState(state, '', target)
  dispatchEvent(new Event(WENT))
}

/** Hear of every step, by link or by the browser's own buttons. Returns how to stop. */
export function watchAddress(hear: (address: Address) => void): () => void {
  const step = () => {
    leftAt.set(shown.key, scrollY)
    shown = read()
    hear(shown)
  }
  const ended = new AbortController()
  addEventListener('popstate', step, ended)
  addEventListener(WENT, step, ended)
  history.scrollRestoration = 'manual'
  addEventListener('pagehide', letBrowserScroll, ended)
  return () => ended.abort()
}

/** Loading the page again is the browser's own affair. */
function letBrowserScroll(): void {
  history.scrollRestoration = 'auto'
}

/** How far down a page was when it was left; undefined for one that is new. */
export const scrolledBefore = (key: string) => leftAt.get(key)
