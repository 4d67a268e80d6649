/** j and k walk the rows of a page; t decides about the row one stands on, T about its series, w explains it. Enter is the browser's own. */
import { useEffect } from 'react'
import { onKey } from './parts/Keys.tsx'

export function useRowKeys(): void {
  useEffect(
    () =>
      onKey((key, _at, event) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
        const here = rows.findIndex((row) => row.contains(document.activeElement))
        const click = (part: string) => rows[here]?.querySelector<HTMLElement>(part)?.click()
        if (key === 't') click('[role=switch]:enabled')
        if (key === 'T') click('[data-series]')
        if (key === 'w') click('[data-why]')
        if (key !== 'j' && key !== 'k') return
        event.preventDefault()
        const next = rows[Math.max(0, Math.min(rows.length - 1, here + (key === 'j' ? 1 : -1)))]
        next?.querySelector<HTMLElement>('[data-open]')?.focus()
      }),
    [],
  )
}
