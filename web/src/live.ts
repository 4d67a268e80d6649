/** What the stream tells us, turned into pages that are up to date. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Answer } from './api.ts'
import { knownAfter } from './known.ts'
import {
  arrivedLines,
  growing,
  isOld,
  type Line,
  mergeLine,
  type Partial,
  partialsKey,
} from './live-lines.ts'
import { type Heard, listen } from './live-tabs.ts'

type Change = { topic: string; sessionId?: string | null }
export type LiveState = { isOpen: boolean; lastHeardAt: number | null; lostAt: number | null }

let state: LiveState = { isOpen: false, lastHeardAt: null, lostAt: null }
const watchers = new Set<() => void>()

/** Whether the stream is open, and when it was last known to be. */
export const useLiveState = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => state,
  )

/** Keep every query of this page up to date, for as long as somebody is signed in. */
export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const ended = new AbortController()
    listen((heard) => apply(queries, heard), ended.signal, knownAfter(queries))
    return () => ended.abort()
  }, [queries])
}

function apply(queries: QueryClient, heard: Heard): void {
  if (heard.kind === 'who') return
  if (heard.kind === 'reload') {
    location.reload()
    return
  }
  note(heard)
  if (heard.kind === 'line') applyLine(queries, JSON.parse(heard.data))
  if (heard.kind === 'partial') applyPartial(queries, JSON.parse(heard.data))
  if (heard.kind === 'change') for (const key of keysOf(JSON.parse(heard.data))) refresh(queries, key)
  // A new connection that replays nothing cannot say what was missed: whatever is on screen is loaded anew.
  if (heard.kind === 'hello' && !JSON.parse(heard.data).isReplayed) void queries.invalidateQueries()
}

function note(heard: { kind: string; at: number }): void {
  const next = nextState(state, heard)
  if (next === state) return
  state = next
  for (const watcher of watchers) watcher()
}

/** Losing the stream is not hearing it: when it was heard last stays what it was. */
export function nextState(state: LiveState, { kind, at }: { kind: string; at: number }): LiveState {
  if (kind !== 'lost') return { isOpen: true, lastHeardAt: at, lostAt: null }
  return state.isOpen ? { ...state, isOpen: false, lostAt: at } : state
}

const refresh = (queries: QueryClient, queryKey: string[]) => void queries.invalidateQueries({ queryKey })

/** Which queries a change makes old. */
export function keysOf({ topic, sessionId }: Change): string[][] {
  if (topic === 'people') return sessionId ? [['session', sessionId, 'people']] : []
  if (topic === 'guidance') return sessionId ? [['session', sessionId, 'guidance']] : []
  if (topic === 'session')
    return sessionId ? [['session', sessionId], ['sessions']] : [['session'], ['sessions']]
  if (topic === 'rules') return [['rules'], ['policies'], ['preview']]
  if (topic === 'members') return [['members'], ['me']]
  if (topic === 'calendars') return [['calendars'], ['upcoming']]
  return [[topic]]
}

/** Words in progress stand below the lines until their speaker's line is whole. */
function applyPartial(
  queries: QueryClient,
  { sessionId, partial }: { sessionId: string; partial: Partial },
): void {
  const known = queries.getQueryData<{ lines: Line[] }>(['session', sessionId])?.lines ?? []
  if (isOld(partial, known)) return
  queries.setQueryData<Line[]>(partialsKey(sessionId), (lines) => growing(lines ?? [], partial))
}

function applyLine(queries: QueryClient, { sessionId, line }: { sessionId: string; line: Line }): void {
  arrivedLines.remember(sessionId, line, performance.now())
  queries.setQueryData<Line[]>(partialsKey(sessionId), (lines) =>
    lines?.filter(({ speaker }) => speaker !== line.speaker),
  )
  queries.setQueryData<Answer<'GET /v1/sessions/{id}'>>(
    ['session', sessionId],
    (session) => session && { ...session, lines: mergeLine(session.lines, line) },
  )
}
