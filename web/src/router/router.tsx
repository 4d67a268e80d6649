/** What these pages need of a router: the address as state, links, and the part of a path that is an id. */
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { currentAddress, go, watchAddress } from './address.ts'
import type { Params } from './match.ts'

const AddressContext = createContext(currentAddress())
export const ParamsContext = createContext<Params>({})

/** The page stays as it is until the next one is there: a step is a transition. */
export function Router({ children }: { children: ReactNode }) {
  const [address, show] = useState(currentAddress)
  useEffect(() => watchAddress((next) => startTransition(() => show(next))), [])
  return <AddressContext value={address}>{children}</AddressContext>
}

export const useAddress = () => useContext(AddressContext)
export const useParams = () => useContext(ParamsContext)

/** What stands behind the `?`, and how to replace it. */
export function useSearchParams() {
  const { search } = useAddress()
  const params = useMemo(() => new URLSearchParams(search), [search])
  return [params, setSearch] as const
}

function setSearch(next: Record<string, string> | URLSearchParams, how?: { replace: boolean }): void {
  const search = String(new URLSearchParams(next))
  go(search === '' ? location.pathname : `?${search}`, how)
}

type LinkProps = ComponentProps<'a'> & { to: string }

/** A link within the app. With a modifier key or another button it is the browser's own. */
export function Link({ to, children, ...more }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a {...more} href={to} onClick={follow}>
      {children}
    </a>
  )
}

/** A link that says when one is there: at that page or, unless it is `/`, at one below it. */
export function NavLink(props: LinkProps) {
  const { pathname } = useAddress()
  const isHere = pathname === props.to || (props.to !== '/' && pathname.startsWith(`${props.to}/`))
  return <Link {...props} aria-current={isHere ? 'page' : undefined} />
}
