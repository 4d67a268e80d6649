/**
 * The transcript and the recording move together: the line and the word that are spoken are shown, a click on a word
 * plays from there, and a line that one goes to takes the recording along. The page's elements are marked directly:
 * sixty times a second is not for drawing anew.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../api.ts'
import type { Line } from '../../live-lines.ts'
import type { Playback } from './playback.ts'
import { lineAt, timeOf, wordAt } from './words.ts'

const HIGHLIGHT = 'spoken-word'

type Times = ReadonlyMap<string, readonly number[]>

/** Returns whether the reader has gone elsewhere while it plays, and how to come back. */
export function usePlaying(
  playback: Playback,
  sessionId: string,
  lines: readonly Line[],
  shown: string[] | null,
) {
  const times = useWordTimes(playback, sessionId)
  const [isAway, setAway] = useState(false)
  const newest = useRef({ lines, times })
  useEffect(() => {
    newest.current = { lines, times }
  }, [lines, times])
  useEffect(() => {
    let current: Line | undefined
    const unfollow = playback.follow((at) => {
      const line = lineAt(newest.current.lines, at)
      markLine(current?.id, line?.id)
      if (line && line.id !== current?.id && !box()?.dataset.away) bringIntoView(line.id)
      current = line
      markWord(line, newest.current.times, at)
    })
    return () => {
      unfollow()
      markLine(current?.id, undefined)
      CSS.highlights?.delete(HIGHLIGHT)
    }
  }, [playback])
  useEffect(() => watchReader(playback, setAway), [playback])
  useEffect(() => {
    const listener = (event: MouseEvent) => seekToWord(event, playback, newest.current)
    document.addEventListener('click', listener)
    return () => document.removeEventListener('click', listener)
  }, [playback])
  useEffect(() => {
    const line = newest.current.lines.find(({ id }) => id === shown?.[0])
    if (!line || !playback.isThere) return
    const { position } = playback
    if (position === null || position < line.start || position >= line.end) playback.seek(line.start)
  }, [playback, shown])
  const comeBack = () => {
    setAway(false)
    delete box()?.dataset.away
    const line = lineAt(lines, playback.position ?? 0)
    if (line) bringIntoView(line.id)
  }
  return { isAway, comeBack }
}

/** Loaded when something is played for the first time. */
function useWordTimes(playback: Playback, id: string): Times {
  const [isWanted, want] = useState(false)
  useEffect(() => playback.follow(() => want(true)), [playback])
  const { data } = useQuery({
    queryKey: ['session', id, 'words'],
    queryFn: () => api('GET /v1/sessions/{id}/words', { params: { id } }),
    enabled: isWanted,
  })
  return useMemo(() => new Map(data?.lines.map((line) => [line.id, line.times])), [data])
}

const box = () => document.querySelector<HTMLElement>('.transcript')
const elementOf = (id: string) => document.getElementById(`line-${id}`)

function markLine(before: string | undefined, now: string | undefined): void {
  if (before === now) return
  if (before) elementOf(before)?.removeAttribute('data-playing')
  if (now) elementOf(now)?.setAttribute('data-playing', 'true')
}

/** Where the browser can paint a range without a new element; elsewhere the line alone is marked. */
function markWord(line: Line | undefined, times: Times, at: number): void {
  if (typeof Highlight === 'undefined') return
  const words = line && elementOf(line.id)?.querySelector('p')?.firstChild
  const span = line && wordAt(line, times.get(line.id), at)
  if (!span || !(words instanceof Text) || words.length < span.to)
    return void CSS.highlights.delete(HIGHLIGHT)
  const range = document.createRange()
  range.setStart(words, span.from)
  range.setEnd(words, span.to)
  CSS.highlights.set(HIGHLIGHT, new Highlight(range))
}

function bringIntoView(id: string): void {
  const [list, line] = [box(), elementOf(id)]
  if (!list || !line) return
  const top = line.offsetTop - list.scrollTop
  if (top < 0 || top + line.offsetHeight > list.clientHeight * 0.8)
    list.scrollTo({ top: line.offsetTop - list.clientHeight / 3 })
}

/** Whoever scrolls by themselves while it plays is not moved any more. */
function watchReader(playback: Playback, setAway: (isAway: boolean) => void): () => void {
  const ended = new AbortController()
  const leave = ({ target }: Event) => {
    const list = box()
    if (!list || !(target instanceof Node) || !list.contains(target) || !playback.state().isPlaying) return
    list.dataset.away = 'true'
    setAway(true)
  }
  for (const name of ['wheel', 'touchmove'] as const)
    document.addEventListener(name, leave, { signal: ended.signal, passive: true })
  return () => ended.abort()
}

/** A selection of words is not a click on one. */
function seekToWord(
  { target, clientX, clientY }: MouseEvent,
  playback: Playback,
  { lines, times }: { lines: readonly Line[]; times: Times },
): void {
  if (!playback.isThere || !(target instanceof Element) || getSelection()?.isCollapsed === false) return
  const id = target.closest('.said > p')?.closest('.said')?.id.slice('line-'.length)
  const line = lines.find((one) => one.id === id)
  if (!line) return
  const place = document.caretPositionFromPoint?.(clientX, clientY)
  const offset = place?.offsetNode instanceof Text ? place.offset : 0
  playback.seek(timeOf(line, times.get(line.id), offset))
}
