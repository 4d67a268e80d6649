/** The keys that work on every page, and the list of all of them. Never while one is typing. */
import { useEffect, useState } from 'react'
import { currentAddress, go } from '../router/address.ts'
import { useAddress } from '../router/router.tsx'
import { Dialog } from './Dialog.tsx'
import { places, placesOfOperator } from './Nav.tsx'

const PAUSE_MS = 1_200
/** Not 0: the time of an event counts from the page's load, and a key in its first second follows no `g`. */
const NEVER = Number.NEGATIVE_INFINITY
type Listed = { keys: string; what: string; on?: RegExp }

/** What works, and on which pages; without `on`, everywhere. */
const here: readonly Listed[] = [
  { keys: 'j / k', what: 'Next or previous row', on: /^\/(meetings|search)?$/ },
  { keys: 'Enter', what: 'Open the row', on: /^\/(meetings|search)?$/ },
  { keys: 't', what: 'Join or skip the meeting of the row', on: /^\/$/ },
  { keys: 'Shift t', what: 'Join or skip the whole series of the row', on: /^\/$/ },
  { keys: 'w', what: 'Why it joins or skips', on: /^\/$/ },
  { keys: 'Space', what: 'Play or pause the recording', on: /^\/meetings\/./ },
  { keys: 'j / l', what: 'Ten seconds back or ahead', on: /^\/meetings\/./ },
  { keys: '< / >', what: 'Play slower or faster', on: /^\/meetings\/./ },
  { keys: ', / .', what: 'Previous or next line', on: /^\/meetings\/./ },
  { keys: 'e', what: 'Correct the line', on: /^\/meetings\/./ },
  { keys: 's', what: 'Say who spoke', on: /^\/meetings\/./ },
  { keys: 'c', what: 'Comment at this moment', on: /^\/meetings\/./ },
  { keys: 'y', what: 'Copy a link to this moment', on: /^\/meetings\/./ },
  { keys: 'n', what: 'Write a note for me', on: /^\/meetings\/./ },
  { keys: 'm', what: 'Mark this moment, while it runs', on: /^\/meetings\/./ },
  { keys: 'End', what: 'Jump to what is said now, while it runs', on: /^\/meetings\/./ },
  { keys: '/', what: 'Search' },
  { keys: '?', what: 'This list' },
]

export function Keys({ isOperator }: { isOperator: boolean }) {
  const { pathname } = useAddress()
  const reachable = isOperator ? placesOfOperator : places
  const [isOpen, open] = useState(false)
  useEffect(() => {
    let gAt = NEVER
    return onKey((key, at, event) => {
      if (key === '?') open(true)
      if (key === '/' && currentAddress().pathname !== '/search') {
        event.preventDefault() // the sign is not typed into the field that comes
        go('/search')
      }
      const place = reachable.find((place) => place.key === key)
      if (place && at - gAt < PAUSE_MS) go(place.to)
      gAt = key === 'g' ? at : NEVER
    })
  }, [reachable])
  if (!isOpen) return null
  const listed = [
    ...here.filter(({ on }) => on === undefined || on.test(pathname)),
    ...reachable.map(({ key, word }) => ({ keys: `g ${key}`, what: `Go to ${word}` })),
  ]
  return <KeyList listed={listed} onClose={() => open(false)} />
}

const KeyList = ({ onClose, listed }: { onClose: () => void; listed: readonly Listed[] }) => (
  <Dialog title="Keys" onClose={onClose}>
    <dl className="keys">
      {listed.map(({ keys, what }) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    <div className="dialog-foot">
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </div>
  </Dialog>
)

/** Hear plain keys, outside fields and dialogs. Returns how to stop. */
export function onKey(hear: (key: string, at: number, event: KeyboardEvent) => void): () => void {
  const listener = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof Element && event.target.closest('input, textarea, select, dialog, [role=menu]')
    if (isTyping || event.metaKey || event.ctrlKey || event.altKey) return
    hear(event.key, event.timeStamp, event)
  }
  document.addEventListener('keydown', listener)
  return () => document.removeEventListener('keydown', listener)
}
