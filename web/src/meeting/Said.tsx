/** One line: when, what, and what can be done with it. The menu comes when it is asked for. */
import { memo } from 'react'
import type { Line } from '../live-lines.ts'
import { later } from '../parts/later.tsx'
import { positionOf } from '../text.ts'
import type { LineAction } from './line-actions.ts'
import { MenuButton } from './MenuButton.tsx'

const LineMenu = later(async () => (await import('./LineMenu.tsx')).LineMenu, <MenuButton />)

type Props = {
  line: Line
  isMarked: boolean
  canManage: boolean
  isMenuOpen: boolean
  onMenu: (isOpen: boolean) => void
  onAct: ((action: LineAction, line: Line) => void) | undefined
}
/** The functions are others at each drawing, but do the same to the same line. */
const isSame = (one: Props, other: Props) =>
  one.line === other.line &&
  one.isMarked === other.isMarked &&
  one.canManage === other.canManage &&
  one.isMenuOpen === other.isMenuOpen &&
  (one.onAct === undefined) === (other.onAct === undefined)

export const Said = memo(({ line, isMarked, canManage, isMenuOpen, onMenu, onAct }: Props) => {
  const { id, text, start, isFinal, isRedacted, isEdited } = line
  return (
    <div
      className={onAct ? 'said with-menu' : 'said'}
      id={`line-${id}`}
      data-final={isFinal}
      data-marked={isMarked}
    >
      <a href={`#line-${id}`} aria-label={`Link to ${positionOf(start)}`}>
        {positionOf(start)}
      </a>
      {isRedacted ? (
        <p className="quiet">
          <i>Redacted</i>
        </p>
      ) : (
        <p dir="auto">
          {text}
          {isEdited && <span className="tag">corrected</span>}
        </p>
      )}
      {onAct && (
        <div className="line-menu">
          {isMenuOpen ? (
            <LineMenu
              canManage={canManage}
              isRedacted={isRedacted ?? false}
              onAct={(action) => onAct(action, line)}
              onClose={() => onMenu(false)}
            />
          ) : (
            <MenuButton onClick={() => onMenu(true)} />
          )}
        </div>
      )}
    </div>
  )
}, isSame)
