/** Who I am, which organization I work in, the less used pages, and the way out. */
import { ExternalLink, LogOut, Plus, UserRound } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components'
import { api } from '../api.ts'
import { signOut } from '../auth.ts'
import { tellTabs } from '../live-tabs.ts'
import type { Me } from '../queries.ts'
import { go } from '../router/address.ts'
import { sayTrouble } from '../toasts.ts'
import { AccountFace } from './AccountFace.tsx'
import { places, placesOfOperator } from './Nav.tsx'

/** Comes when it is asked for, and so opens at once; its button has the focus by then, to get it back after. */
export default function AccountMenu({ me }: { me: Me }) {
  const [isOpen, open] = useState(false)
  useEffect(() => open(true), [])
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={open}>
      <Button className="account" autoFocus>
        <AccountFace me={me} />
      </Button>
      <Popover className="popover" placement="top start">
        <Items me={me} />
      </Popover>
    </MenuTrigger>
  )
}

function Items({ me }: { me: Me }) {
  const more = (me.user.isOperator ? placesOfOperator : places).slice(4)
  return (
    <Menu>
      <MenuSection>
        <Header>Work in</Header>
        {me.organizations.map(({ id, name }) => (
          <Item key={id} onAction={() => void enter(id)} isCurrent={id === me.organization?.id}>
            {name}
          </Item>
        ))}
      </MenuSection>
      <Item icon={<Plus size={16} />} onAction={() => go('/account#organization')}>
        New organization
      </Item>
      <Separator />
      {more.map(({ to, word, icon: Icon }) => (
        <Item key={to} icon={<Icon size={16} />} onAction={() => go(to)}>
          {word}
        </Item>
      ))}
      <Item icon={<UserRound size={16} />} onAction={() => go('/account')}>
        My account
      </Item>
      {me.links.mailbox && <Outside href={me.links.mailbox}>Demo mailbox</Outside>}
      {me.links.standIns && <Outside href={me.links.standIns}>Demo stand-ins</Outside>}
      <Separator />
      <Item icon={<LogOut size={16} />} onAction={() => void signOut().catch(sayTrouble)}>
        Sign out
      </Item>
    </Menu>
  )
}

type ItemProps = { children: ReactNode; icon?: ReactNode; isCurrent?: boolean; onAction: () => void }

const Item = ({ children, icon, isCurrent = false, onAction }: ItemProps) => (
  <MenuItem onAction={onAction}>
    {icon}
    <span style={{ flex: 1 }}>{children}</span>
    {isCurrent && <span className="small quiet">now</span>}
  </MenuItem>
)

const Outside = ({ href, children }: { href: string; children: string }) => (
  <MenuItem href={href} target="_blank" rel="noreferrer">
    <ExternalLink size={16} aria-hidden />
    {children}
  </MenuItem>
)

/** Everything on screen belongs to the organization that is left, in every tab. */
async function enter(id: string): Promise<void> {
  await api('POST /v1/organizations/{id}/enter', { params: { id } }).catch(sayTrouble)
  tellTabs('reload')
  location.assign('/')
}
