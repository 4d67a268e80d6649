/** A query's three faces: its outline, its trouble, its content. Content that is known stays while it is refreshed. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Bones } from './Bones.tsx'
import { Trouble } from './Trouble.tsx'

type Props<T> = { query: UseQueryResult<T, Error>; rows?: number; children: (data: T) => ReactNode }

export function Loaded<T>({ query, rows = 4, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />
  return <Bones rows={rows} />
}
