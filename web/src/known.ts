/** What came with the page need not be asked for: who I am, and the meeting of this address (src/api/page-data.ts). */
import type { QueryClient } from '@tanstack/react-query'
import { type Me, me, type Session, session } from './queries.ts'

type Known = { after?: number; me?: Me; session?: Session } | null

/** The newest change that the page knows: the stream of changes begins there. */
const AFTER = ['known after']
export const knownAfter = (queries: QueryClient) => queries.getQueryData<number>(AFTER)

export function bringKnown(queries: QueryClient): void {
  const script = document.getElementById('known')
  const known: Known = JSON.parse(script?.textContent ?? 'null')
  script?.remove() // what is redacted from now on stands nowhere in the page
  queries.setQueryData(AFTER, known?.after)
  queries.setQueryData(me.queryKey, known?.me)
  if (known?.session) queries.setQueryData(session(known.session.id).queryKey, known.session)
}
