/**
 * Code that is loaded later, on a page that was left open while the server got a newer version: there the old parts
 * are gone. The page is then loaded anew, once; whoever is writing is asked first.
 */
import { type ComponentType, lazy } from 'react'

/** A component whose code comes when it is first drawn. */
export const lazyFresh = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(() => fresh(load, { default: NewerVersion }))

/** What `load` brings; `instead` where the reader has to decide. Throws what loading anew does not mend. */
async function fresh<T>(load: () => Promise<T>, instead: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(await isOld())) throw error
    if (isWriting() || wasJustLoadedAnew()) return instead
    loadAnew()
    return new Promise(() => {}) // this page is going
  }
}

/** Whether the server's pages begin with another script now. One that cannot be reached has nothing newer to give. */
async function isOld(): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[type=module][src]')
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => null)
  if (!script || !answer?.ok) return false
  return !(await answer.text()).includes(new URL(script.src).pathname)
}

const isWriting = () => [...document.querySelectorAll('textarea')].some(({ value }) => value.trim() !== '')

const MARK = 'loaded-anew'
const ONCE_IN_MS = 60_000

const wasJustLoadedAnew = () => sessionStorage.getItem(MARK) !== null && performance.now() < ONCE_IN_MS // since this page began

function loadAnew(): void {
  sessionStorage.setItem(MARK, 'yes')
  location.reload()
}

/** In the place of what could not be loaded. */
const NewerVersion = () => (
  <span className="note" role="status">
    LiveConvo was updated, and this page is the older one.{' '}
    <button type="button" className="link" onClick={loadAnew}>
      Load it anew
    </button>
  </span>
)
