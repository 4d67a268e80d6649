/** What can be done with one line. Comes when it is asked for. */
import { EyeOff, Link2, MessageSquare, MoreHorizontal, Pencil, UserRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LineAction } from './line-actions.ts'

type Props = { canManage: boolean; isRedacted: boolean; onAct: (action: LineAction) => void }

export function LineMenu({ canManage, isRedacted, onAct }: Props) {
  const [isOpen, open] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen) return
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) open(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [isOpen])
  const close = () => {
    open(false)
    box.current?.querySelector('button')?.focus()
  }
  const move = (by: number) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    items.at((at + by) % items.length)?.focus()
  }
  const shown = actions.filter(({ isOwners, action }) =>
    isOwners ? canManage && !(isRedacted && action !== 'speaker') : true,
  )
  return (
    <div className="line-menu" ref={box}>
      <button
        type="button"
        className="line-more"
        aria-label="What to do with this line"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        <MoreHorizontal size={16} aria-hidden />
      </button>
      {isOpen && (
        <div
          role="menu"
          tabIndex={-1}
          className="popover line-items"
          onKeyDown={({ key }) => {
            if (key === 'Escape') close()
            if (key === 'ArrowDown') move(1)
            if (key === 'ArrowUp') move(-1)
          }}
        >
          {shown.map(({ action, word, key, icon: Icon }) => (
            <button
              type="button"
              role="menuitem"
              key={action}
              onClick={() => {
                open(false)
                onAct(action)
              }}
            >
              <Icon size={16} aria-hidden /> {word} {key && <kbd>{key}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

const actions = [
  { action: 'edit', word: 'Correct', key: 'e', icon: Pencil, isOwners: true },
  { action: 'speaker', word: 'Who spoke', key: 's', icon: UserRound, isOwners: true },
  { action: 'comment', word: 'Comment', key: 'c', icon: MessageSquare, isOwners: false },
  { action: 'copy', word: 'Copy link', key: 'y', icon: Link2, isOwners: false },
  { action: 'redact', word: 'Redact', key: '', icon: EyeOff, isOwners: true },
] as const
