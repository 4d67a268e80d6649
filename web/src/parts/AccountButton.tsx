/** Who I am and where; pressing it brings the menu, whose code is loaded only then. */
import { ChevronsUpDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '../queries.ts'
import { initialsOf } from '../text.ts'

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

export const AccountFace = ({ me: { user, organization } }: { me: Me }) => (
  <>
    <span className="face large" aria-hidden>
      {initialsOf(user.fullName, user.email)}
    </span>
    <span>
      <b>{user.fullName}</b>
      <small>{organization?.name}</small>
    </span>
    <ChevronsUpDown size={14} aria-hidden />
    <span className="hidden">Account</span>
  </>
)
