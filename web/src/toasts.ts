/** Short messages about what was just done, with a way back where there is one. */
export type Toast = { id: number; text: string; undo?: () => void }

const VISIBLE_MS = 8_000
let toasts: readonly Toast[] = []
let lastId = 0
const watchers = new Set<() => void>()

const set = (next: readonly Toast[]) => {
  toasts = next
  for (const watcher of watchers) watcher()
}

export function say(text: string, undo?: () => void): void {
  const id = ++lastId
  set([...toasts.slice(-2), { id, text, ...(undo && { undo }) }])
  setTimeout(() => dismiss(id), VISIBLE_MS)
}

/** For mutations: the sentence of what went wrong. */
export const sayTrouble = (error: Error) => say(error.message)
export const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id))
export const watchToasts = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
export const currentToasts = () => toasts
