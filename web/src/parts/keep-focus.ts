/**
 * What has the focus may be taken away: an editor that saved, the button of a bot that left. The focus then stays at
 * the place, in the nearest thing around it that is still there, so that neither the keyboard nor a screen reader has
 * to begin at the top of the page again. Returns how to end it.
 */
export function keepFocus(): () => void {
  let path: Element[] = []
  const remember = ({ target }: FocusEvent) => {
    path = target instanceof Element ? pathOf(target) : []
  }
  const watcher = new MutationObserver(() => {
    if (document.activeElement !== document.body || path[0]?.isConnected !== false) return
    const place = path.find((one) => one.isConnected)
    path = []
    if (place instanceof HTMLElement) stay(place)
  })
  document.addEventListener('focusin', remember)
  watcher.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', remember)
    watcher.disconnect()
  }
}

/** Itself and what is around it, the nearest first. */
function pathOf(element: Element): Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) path.push(at)
  return path
}

/** For as long as nobody goes on from there: a place of its own among what Tab visits it does not become. */
function stay(place: HTMLElement): void {
  const isFocusable = place.tabIndex >= 0 || place.hasAttribute('tabindex')
  if (!isFocusable) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}
