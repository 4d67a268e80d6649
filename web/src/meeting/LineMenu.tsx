/** What can be done with one line. Comes when it is asked for. */
import { EyeOff, Link2, MessageSquare, Pencil, UserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { LineAction } from './line-actions.ts'
import { MenuButton } from './MenuButton.tsx'

type Props = {
  canManage: boolean
  isRedacted: boolean
  onAct: (action: LineAction) => void
  onClose: () => void
}

export function LineMenu({ canManage, isRedacted, onAct, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null)
  const itemsOf = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const close = () => {
    const line = menu.current?.closest('.line-menu')
    onClose()
    requestAnimationFrame(() => line?.querySelector('button')?.focus()) // the button of the closed menu
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    itemsOf()[0]?.focus()
    const away = ({ target }: PointerEvent) => {
      if (target instanceof Node && !menu.current?.parentElement?.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [])
  const move = (by: number) => {
    const items = itemsOf()
    const at = items.findIndex((item) => item.matches(':focus'))
    items.at((at + by) % items.length)?.focus()
  }
  const shown = actions.filter(({ isOwners, action }) =>
    isOwners ? canManage && !(isRedacted && action !== 'speaker') : true,
  )
  return (
    <>
      <MenuButton isOpen onClick={close} />
      <div
        role="menu"
        tabIndex={-1}
        className="popover line-items"
        ref={menu}
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
              onClose()
              onAct(action)
            }}
          >
            <Icon size={16} aria-hidden /> {word} {key && <kbd>{key}</kbd>}
          </button>
        ))}
      </div>
    </>
  )
}

const actions = [
  { action: 'edit', word: 'Correct', key: 'e', icon: Pencil, isOwners: true },
  { action: 'speaker', word: 'Who spoke', key: 's', icon: UserRound, isOwners: true },
  { action: 'comment', word: 'Comment', key: 'c', icon: MessageSquare, isOwners: false },
  { action: 'copy', word: 'Copy link', key: 'y', icon: Link2, isOwners: false },
  { action: 'redact', word: 'Redact', key: '', icon: EyeOff, isOwners: true },
] as const
