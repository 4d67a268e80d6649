/** Starts the app in the page. */
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/head.css'
import './styles/parts.css'
import './styles/fields.css'
import './styles/overlays.css'
import './styles/settings.css'
import './styles/rows.css'
import './styles/meetings.css'
import './styles/print.css'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from './api.ts'
import { App } from './app.tsx'
import { bringKnown } from './known.ts'
import { later } from './parts/later.tsx'
import { Router } from './router/router.tsx'

const isWorthARetry = (failures: number, error: unknown) =>
  failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502)

const queries: QueryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: isWorthARetry } },
  queryCache: new QueryCache({
    // A session that has ended is found out by whichever question comes first; the shell then asks to sign in.
    onError: (error, { queryKey }) => {
      if (error instanceof Problem && error.status === 401 && queryKey[0] !== 'me')
        void queries.invalidateQueries({ queryKey: ['me'] })
    },
  }),
})

const Toasts = later(async () => (await import('./parts/Toasts.tsx')).Toasts)

bringKnown(queries)

const root = document.getElementById('root')
// In pieces: what came with the page can be read meanwhile, and keys and clicks are not held up.
if (root) startTransition(() => createRoot(root).render(<Everything />))

function Everything() {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Router>
          <App />
        </Router>
        <Toasts />
      </QueryClientProvider>
    </StrictMode>
  )
}
