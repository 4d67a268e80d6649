// What the stand-ins remember: named collections of JSON values, kept in one folder, one file per collection.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Values are written as they are at the moment of saving: change one in place, then `set` it again. */
export type Collection<T> = {
  get(id: string): T | undefined
  set(id: string, value: T): void
  has(id: string): boolean
  delete(id: string): boolean
  values(): T[]
  entries(): [string, T][]
  size(): number
}

export type Store = {
  /** The same name gives the same collection. The caller vouches for the type of what it stored earlier. */
  collection<T>(name: string): Collection<T>
  /** Writes everything that is not on disk yet. */
  flush(): void
}

const SAVE_WITHIN_MS = 50

/** `dir` null keeps everything in memory. Files are replaced whole, so a crash leaves the old one or the new one. */
export function openStore(dir: string | null): Store {
  if (dir) mkdirSync(dir, { recursive: true, mode: 0o700 })
  const collections = new Map<string, { map: Map<string, unknown>; view: Collection<unknown> }>()
  const unsaved = new Set<string>()
  let timer: NodeJS.Timeout | null = null

  function flush() {
    clearTimeout(timer ?? undefined)
    timer = null
    for (const name of unsaved) if (dir) save(dir, name, collections.get(name)?.map ?? new Map())
    unsaved.clear()
  }
  function changed(name: string) {
    if (!dir) return
    unsaved.add(name)
    timer ??= setTimeout(flush, SAVE_WITHIN_MS)
  }
  function open(name: string) {
    const map = new Map<string, unknown>(dir ? load(dir, name) : [])
    const view = viewOf(map, () => changed(name))
    collections.set(name, { map, view })
    return view
  }

  return {
    collection<T>(name: string) {
      // The files hold what an earlier run put there under this name: the type is the caller's word.
      return (collections.get(name)?.view ?? open(name)) as Collection<T>
    },
    flush,
  }
}

function viewOf(map: Map<string, unknown>, changed: () => void): Collection<unknown> {
  return {
    get: (id) => map.get(id),
    set(id, value) {
      map.set(id, value)
      changed()
    },
    has: (id) => map.has(id),
    delete(id) {
      const was = map.delete(id)
      if (was) changed()
      return was
    },
    values: () => [...map.values()],
    entries: () => [...map.entries()],
    size: () => map.size,
  }
}

function load(dir: string, name: string): [string, unknown][] {
  try {
    return JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function save(dir: string, name: string, map: Map<string, unknown>) {
  const path = join(dir, `${name}.json`)
  writeFileSync(`${path}.new`, JSON.stringify([...map.entries()]), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
