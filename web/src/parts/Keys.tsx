/** The keys that work on every page, and the list of all of them. Never while one is typing. */
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { Dialog } from './Dialog.tsx'
import { operatorPlace, places } from './Nav.tsx'

const PAUSE_MS = 1_200
const here: readonly [string, string][] = [
  ['j / k', 'Next or previous row'],
  ['Enter', 'Open the row'],
  ['t', 'Join or skip this meeting'],
  ['w', 'Why it joins or skips'],
  ['n', 'In a meeting: jump to now'],
  ['?', 'This list'],
]

export function Keys() {
  const [isOpen, open] = useState(false)
  const go = useNavigate()
  useEffect(() => {
    let gAt = 0
    return onKey((key, at) => {
      if (key === '?') open(true)
      const place = [...places, operatorPlace].find((place) => place.key === key)
      if (place && at - gAt < PAUSE_MS) void go(place.to)
      gAt = key === 'g' ? at : 0
    })
  }, [go])
  return isOpen && <KeyList onClose={() => open(false)} />
}

const KeyList = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keys" onClose={onClose}>
    <dl className="keys">
      {[...here, ...places.map(({ key, word }) => [`g ${key}`, word] as const)].map(([keys, what]) => (
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
