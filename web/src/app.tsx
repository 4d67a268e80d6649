/** Which page stands at which address. Each comes when it is asked for. */
import { type ComponentType, lazy, Suspense } from 'react'
import MeetingPage from './pages/MeetingPage.tsx'
import { Bones } from './parts/Bones.tsx'
import { ErrorWall } from './parts/ErrorWall.tsx'
import { Shell } from './parts/Shell.tsx'
import { find } from './router/match.ts'
import { ParamsContext, useAddress } from './router/router.tsx'

type Pages = Record<string, ComponentType>

/** Inside of the frame, for those who are signed in. */
const framed: Pages = {
  '/': lazy(() => import('./pages/UpcomingPage.tsx')),
  '/meetings': lazy(() => import('./pages/MeetingsPage.tsx')),
  '/meetings/:id': MeetingPage,
  '/meetings/:id/brief': lazy(() => import('./pages/BriefPage.tsx')),
  '/meetings/:id/documents/:documentId': lazy(() => import('./pages/DocumentPage.tsx')),
  '/reports': lazy(() => import('./pages/ReportsPage.tsx')),
  '/reports/:id': lazy(() => import('./pages/ReportPage.tsx')),
  '/templates': lazy(() => import('./pages/TemplatesPage.tsx')),
  '/search': lazy(() => import('./pages/SearchPage.tsx')),
  '/import': lazy(() => import('./pages/ImportPage.tsx')),
  '/calendars': lazy(() => import('./pages/CalendarsPage.tsx')),
  '/rules': lazy(() => import('./pages/RulesPage.tsx')),
  '/usage': lazy(() => import('./pages/UsagePage.tsx')),
  '/members': lazy(() => import('./pages/MembersPage.tsx')),
  '/operator': lazy(() => import('./pages/OperatorPage.tsx')),
  '/account': lazy(() => import('./pages/AccountPage.tsx')),
}

const NotFoundPage = lazy(async () => ({ default: (await import('./pages/NotFoundPage.tsx')).NotFoundPage }))

/** For everybody. */
const bare: Pages = {
  '/setup': lazy(() => import('./pages/SetupPage.tsx')),
  '/invitations/:id': lazy(() => import('./pages/InvitationPage.tsx')),
  '/reset-password': lazy(() => import('./pages/ResetPasswordPage.tsx')),
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
