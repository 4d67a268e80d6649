/** Which page stands at which address. Each comes when it is asked for. */
import { type ComponentType, Suspense } from 'react'
import MeetingPage from './pages/MeetingPage.tsx'
import { Bones } from './parts/Bones.tsx'
import { ErrorWall } from './parts/ErrorWall.tsx'
import { lazyFresh } from './parts/fresh.tsx'
import { Shell } from './parts/Shell.tsx'
import { find } from './router/match.ts'
import { ParamsContext, useAddress } from './router/router.tsx'

type Pages = Record<string, ComponentType>

/** Inside of the frame, for those who are signed in. */
const framed: Pages = {
  '/': lazyFresh(() => import('./pages/UpcomingPage.tsx')),
  '/meetings': lazyFresh(() => import('./pages/MeetingsPage.tsx')),
  '/meetings/:id': MeetingPage,
  '/meetings/:id/brief': lazyFresh(() => import('./pages/BriefPage.tsx')),
  '/meetings/:id/documents/:documentId': lazyFresh(() => import('./pages/DocumentPage.tsx')),
  '/reports': lazyFresh(() => import('./pages/ReportsPage.tsx')),
  '/reports/:id': lazyFresh(() => import('./pages/ReportPage.tsx')),
  '/templates': lazyFresh(() => import('./pages/TemplatesPage.tsx')),
  '/search': lazyFresh(() => import('./pages/SearchPage.tsx')),
  '/import': lazyFresh(() => import('./pages/ImportPage.tsx')),
  '/calendars': lazyFresh(() => import('./pages/CalendarsPage.tsx')),
  '/rules': lazyFresh(() => import('./pages/RulesPage.tsx')),
  '/usage': lazyFresh(() => import('./pages/UsagePage.tsx')),
  '/members': lazyFresh(() => import('./pages/MembersPage.tsx')),
  '/operator': lazyFresh(() => import('./pages/OperatorPage.tsx')),
  '/account': lazyFresh(() => import('./pages/AccountPage.tsx')),
}

const NotFoundPage = lazyFresh(async () => ({
  default: (await import('./pages/NotFoundPage.tsx')).NotFoundPage,
}))

/** For everybody. */
const bare: Pages = {
  '/setup': lazyFresh(() => import('./pages/SetupPage.tsx')),
  '/invitations/:id': lazyFresh(() => import('./pages/InvitationPage.tsx')),
  '/reset-password': lazyFresh(() => import('./pages/ResetPasswordPage.tsx')),
}

export const App = () => (
  <ErrorWall>
    <Suspense fallback={<Bones rows={0} />}>
      <Here />
    </Suspense>
  </ErrorWall>
)

function Here() {
  const { pathname } = useAddress()
  const open = find(bare, pathname)
  const { is: Page, params } = open ?? find(framed, pathname) ?? { is: NotFoundPage, params: {} }
  const page = (
    <ParamsContext value={params}>
      <Page />
    </ParamsContext>
  )
  return open ? page : <Shell>{page}</Shell>
}
