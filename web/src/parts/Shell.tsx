/** The frame around every page of somebody who is signed in; anybody else signs in first, and stays at the address. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect } from 'react'
import { Problem } from '../api.ts'
import { MeContext } from '../me.ts'
import { type Me, me as meQuery } from '../queries.ts'
import { useArrival } from '../router/use-arrival.ts'
import { setServerTime } from '../use-now.ts'
import { Bones } from './Bones.tsx'
import { lazyFresh } from './fresh.tsx'
import { keepFocus } from './keep-focus.ts'
import { later } from './later.tsx'
import { Trouble } from './Trouble.tsx'

const SignInPage = lazyFresh(() => import('../pages/SignInPage.tsx'))
const Side = later(async () => (await import('./Side.tsx')).Side)
const BottomBar = later(async () => (await import('./Nav.tsx')).BottomBar)
const Keys = later(async () => (await import('./Keys.tsx')).Keys)
const LiveStatus = later(async () => (await import('./LiveStatus.tsx')).LiveStatus)
const NewOrganizationPage = lazyFresh(() => import('../pages/NewOrganizationPage.tsx'))

export function Shell({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(meQuery)
  if (error instanceof Problem && error.status === 401) return <SignInPage />
  if (data && !data.organization) return <NewOrganizationPage />
  if (data) return <Frame me={data}>{children}</Frame>
  return (
    <main className="page">{error ? <Trouble error={error} retry={() => void refetch()} /> : <Bones />}</main>
  )
}

function Frame({ me, children }: { me: Me; children: ReactNode }) {
  useEffect(() => setServerTime(me.now), [me.now])
  useEffect(keepFocus, [])
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <header className="side">
        <Side me={me} />
      </header>
      <main className="page" id="page" tabIndex={-1}>
        <Suspense fallback={<Bones rows={4} />}>
          <MeContext value={me}>{children}</MeContext>
          <Arrival />
        </Suspense>
      </main>
      <BottomBar />
      <LiveStatus />
      <Keys isOperator={me.user.isOperator} />
    </div>
  )
}

function Arrival() {
  useArrival()
  return null
}
