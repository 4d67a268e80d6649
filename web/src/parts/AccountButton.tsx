/** Who I am and where; pressing it brings the menu, whose code is loaded only then. */
import { Suspense, useState } from 'react'
import type { Me } from '../queries.ts'
import { AccountFace } from './AccountFace.tsx'
import { lazyFresh } from './fresh.tsx'

const load = () => import('./AccountMenu.tsx')
const AccountMenu = lazyFresh(load)
/** Its failure is told when the menu is asked for. */
const hurry = () => void load().catch(() => undefined)

export function AccountButton({ me }: { me: Me }) {
  const [isWanted, want] = useState(false)
  const button = (
    <button
      type="button"
      className="account"
      aria-haspopup="menu"
      onPointerEnter={hurry}
      onFocus={hurry}
      onClick={() => want(true)}
    >
      <AccountFace me={me} />
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu me={me} />
    </Suspense>
  )
}
