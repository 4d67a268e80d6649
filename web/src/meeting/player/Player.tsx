/** The recording, where one exists: played from any word, by mouse and by keys. Where there is none, why. */
import { useQuery } from '@tanstack/react-query'
import { LoaderCircle, Pause, Play, RotateCcw, RotateCw } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type Answer, api } from '../../api.ts'
import { onKey } from '../../parts/Keys.tsx'
import type { Session } from '../../queries.ts'
import { dateOf, positionOf } from '../../text.ts'
import { type Playback, RATES } from './playback.ts'

type Recording = Answer<'GET /v1/sessions/{id}/recording'>
type Props = { session: Session; playback: Playback }

const FRESH_MS = 5 * 60_000

export function Player({ session, playback }: Props) {
  const { id } = session
  const { data, error, refetch } = useQuery({
    queryKey: ['session', id, 'recording'],
    queryFn: () => api('GET /v1/sessions/{id}/recording', { params: { id } }),
    staleTime: FRESH_MS,
  })
  if (error && !data)
    return (
      <p className="player-word small quiet">
        The recording cannot be reached just now.{' '}
        <button type="button" className="link" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    )
  if (!data || data.state === 'none') return null
  if (data.state !== 'ready') return <p className="player-word small quiet">{wordOf(data.state, session)}</p>
  return <Controls session={session} recording={data} playback={playback} />
}

const wordOf = (state: Exclude<Recording['state'], 'ready' | 'none'>, { ownerName }: Session) =>
  ({
    making: 'The recording is being made ready.',
    deleted: 'The recording was deleted. What was said stays here.',
    failed: 'The recording could not be made. What was said stays here.',
    withheld: `Words of this meeting were redacted, so that only ${ownerName} can play its recording.`,
    off: 'Recall is off on this server: the recording cannot be played.',
  })[state]

const SKIP_SECONDS = 10

function Controls({ session, recording, playback }: Props & { recording: Recording }) {
  const media = useRef<HTMLVideoElement>(null)
  const state = useSyncExternalStore(playback.watch, playback.state)
  const { lines, durationSeconds } = session
  const parts = recording.parts
  const key = parts.map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fresh answer with the same parts must not interrupt
  useEffect(
    () => (media.current ? playback.attach(media.current, parts, durationSeconds) : undefined),
    [playback, key],
  )
  useEffect(() => playback.silence(lines.filter(({ isRedacted }) => isRedacted)), [playback, lines])
  useEffect(() => onKey((pressed, _, event) => press(playback, pressed, event)), [playback])
  const expiresAt = parts.at(-1)?.expiresAt
  return (
    <section className="player" aria-label="Recording">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript below is its caption, and moves along */}
      <video ref={media} preload="none" playsInline data-picture={state.hasPicture} />
      <div className="player-bar">
        <button
          type="button"
          className="player-button"
          aria-label={`Back ${SKIP_SECONDS} seconds`}
          title="Key j"
          onClick={() => playback.skip(-SKIP_SECONDS)}
        >
          <RotateCcw size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="player-button main"
          aria-label={state.isPlaying ? 'Pause' : 'Play'}
          title="Space"
          onClick={() => playback.toggle()}
        >
          {state.isWaiting ? (
            <LoaderCircle size={18} aria-hidden />
          ) : state.isPlaying ? (
            <Pause size={18} aria-hidden />
          ) : (
            <Play size={18} aria-hidden />
          )}
        </button>
        <button
          type="button"
          className="player-button"
          aria-label={`Ahead ${SKIP_SECONDS} seconds`}
          title="Key l"
          onClick={() => playback.skip(SKIP_SECONDS)}
        >
          <RotateCw size={16} aria-hidden />
        </button>
        <Position playback={playback} length={state.length} />
        <select
          className="input short"
          aria-label="Speed"
          value={state.rate}
          onChange={({ target }) => playback.setRate(Number(target.value))}
        >
          {RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate} ×
            </option>
          ))}
        </select>
      </div>
      {state.hasFailed ? (
        <p className="small" role="alert">
          The recording stopped: it cannot be reached just now. Play tries again.
        </p>
      ) : (
        expiresAt && <p className="small quiet">Kept by Recall until {dateOf(expiresAt)}.</p>
      )}
    </section>
  )
}

/** Moves with each picture of the screen, so that it is no part of what React draws. */
function Position({ playback, length }: { playback: Playback; length: number }) {
  const slider = useRef<HTMLInputElement>(null)
  const time = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const show = (at: number) => {
      if (slider.current) {
        slider.current.value = String(at)
        slider.current.setAttribute('aria-valuetext', positionOf(at))
        slider.current.style.setProperty('--played', `${length > 0 ? (at / length) * 100 : 0}%`)
      }
      const text = positionOf(at)
      if (time.current && time.current.textContent !== text) time.current.textContent = text
    }
    show(playback.position ?? 0)
    return playback.follow(show)
  }, [playback, length])
  return (
    <>
      <span className="figures small" ref={time} aria-hidden />
      <input
        ref={slider}
        type="range"
        className="player-slider"
        aria-label="Position"
        min={0}
        max={length}
        step={1}
        defaultValue={0}
        onChange={({ target }) => playback.seek(Number(target.value))}
      />
      <span className="figures small quiet">{positionOf(length)}</span>
    </>
  )
}

/** A button that has the focus is pressed by the space bar itself. */
function press(playback: Playback, key: string, event: KeyboardEvent): void {
  const isOnControl =
    event.target instanceof Element && event.target.closest('button, a, summary, [role=button]') !== null
  const does: Record<string, () => void> = {
    j: () => playback.skip(-SKIP_SECONDS),
    l: () => playback.skip(SKIP_SECONDS),
    '<': () => playback.changeRate(-1),
    '>': () => playback.changeRate(1),
    ...(!isOnControl && { ' ': () => playback.toggle() }),
  }
  const act = does[key.toLowerCase()]
  if (!act) return
  event.preventDefault() // the page does not scroll
  act()
}
