/** My initials, my name and my organization, on the button that opens the menu. */
import { ChevronsUpDown } from 'lucide-react'
import type { Me } from '../queries.ts'
import { initialsOf } from '../text.ts'

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
