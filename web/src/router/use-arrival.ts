/** What happens when a page has come: where it begins, and where the keyboard is. */
import { useLayoutEffect, useRef } from 'react'
import { scrolledBefore } from './address.ts'
import { useAddress } from './router.tsx'

/**
 * A new page begins at its top, or at the part that its address names; one that is come back to, where it was left. The
 * keyboard and the screen reader are taken along, unless the page has put them somewhere itself. To be called inside
 * of what waits for the page, so that it is there.
 */
export function useArrival(): void {
  const { pathname, hash, key } = useAddress()
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another hash or query is no other page
  useLayoutEffect(() => {
    const named = hash === '' ? null : document.getElementById(hash.slice(1))
    const before = scrolledBefore(key)
    if (named && before === undefined) named.scrollIntoView()
    else if (!isFirst.current) window.scrollTo(0, before ?? 0)
    if (!isFirst.current) takeFocusAlong()
    isFirst.current = false
  }, [pathname])
}

function takeFocusAlong(): void {
  const page = document.getElementById('page')
  if (page && !page.contains(document.activeElement)) page.focus({ preventScroll: true })
}
