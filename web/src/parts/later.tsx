/** Parts of a page whose code comes after what one looks for first. */
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { lazyFresh } from './fresh.tsx'

/** The part as a component of its own; `meanwhile` keeps its place where something would otherwise jump. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = null,
): ComponentType<P> {
  const Part = lazyFresh(async () => ({ default: await load() }))
  return (props: P) => (
    <Suspense fallback={meanwhile}>
      <Part {...props} />
    </Suspense>
  )
}
