/** Who I am and where; pressing it brings the menu, whose code is loaded only then. */
import { lazy, Suspense, useState } from 'react'
import type { Me } from '../queries.ts'
import { AccountFace } from './AccountFace.tsx'

const load = () => import('./AccountMenu.tsx')
const AccountMenu = lazy(load)

export function AccountButton({ me }: { me: Me }) {
  const [isWanted, want] = useState(false)
  const button = (
    <button
      type="button"
      className="account"
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
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
