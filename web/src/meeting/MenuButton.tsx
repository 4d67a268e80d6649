/** Opens and closes the menu of one line. */
import { MoreHorizontal } from 'lucide-react'

export function MenuButton({ isOpen = false, onClick }: { isOpen?: boolean; onClick?: () => void }) {
  return (
    <button
      type="button"
      className="line-more"
      aria-label="What to do with this line"
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={onClick}
    >
      <MoreHorizontal size={16} aria-hidden />
    </button>
  )
}
