/** Which page stands at which address. Upcoming comes with the first load; the others when they are asked for. */
import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { UpcomingPage } from './pages/UpcomingPage.tsx'
import { Bones } from './parts/Bones.tsx'
import { ErrorWall } from './parts/ErrorWall.tsx'
import { Shell } from './parts/Shell.tsx'

const MeetingsPage = lazy(() => import('./pages/MeetingsPage.tsx'))
const MeetingPage = lazy(() => import('./pages/MeetingPage.tsx'))
const SearchPage = lazy(() => import('./pages/SearchPage.tsx'))
const ImportPage = lazy(() => import('./pages/ImportPage.tsx'))
const CalendarsPage = lazy(() => import('./pages/CalendarsPage.tsx'))
const RulesPage = lazy(() => import('./pages/RulesPage.tsx'))
const UsagePage = lazy(() => import('./pages/UsagePage.tsx'))
const MembersPage = lazy(() => import('./pages/MembersPage.tsx'))
const OperatorPage = lazy(() => import('./pages/OperatorPage.tsx'))
const AccountPage = lazy(() => import('./pages/AccountPage.tsx'))
const SetupPage = lazy(() => import('./pages/SetupPage.tsx'))
const InvitationPage = lazy(() => import('./pages/InvitationPage.tsx'))
const ResetPasswordPage = lazy(() => import('./pages/ResetPasswordPage.tsx'))

export const App = () => (
  <ErrorWall>
    <Suspense fallback={<Bones rows={0} />}>
      <Routes>
        <Route path="/setup" element={<SetupPage />} />
        <Route path="/invitations/:id" element={<InvitationPage />} />
        <Route path="/reset-password" element={<ResetPasswordPage />} />
        <Route element={<Shell />}>
          <Route index element={<UpcomingPage />} />
          <Route path="/meetings" element={<MeetingsPage />} />
          <Route path="/search" element={<SearchPage />} />
          <Route path="/import" element={<ImportPage />} />
          <Route path="/meetings/:id" element={<MeetingPage />} />
          <Route path="/calendars" element={<CalendarsPage />} />
          <Route path="/rules" element={<RulesPage />} />
          <Route path="/usage" element={<UsagePage />} />
          <Route path="/members" element={<MembersPage />} />
          <Route path="/operator" element={<OperatorPage />} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  </ErrorWall>
)
