/** A page with nothing on it yet: what will be here, and the one next step. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode }

export const Empty = ({ icon: Icon, title, children, action }: Props) => (
  <div className="empty card">
    <Icon size={28} strokeWidth={1.5} aria-hidden />
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </div>
)
