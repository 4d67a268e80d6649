/** The transcript, the recording that moves along with it, and all that keys and menus do to its lines. */
import '../styles/player.css'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../api.ts'
import type { Line } from '../live-lines.ts'
import { later } from '../parts/later.tsx'
import { jumpTo, Transcript } from '../parts/Transcript.tsx'
import type { Session } from '../queries.ts'
import { Playback } from './player/playback.ts'
import { usePlaying } from './player/use-playing.ts'
import { useLineActions } from './use-line-actions.tsx'

const Player = later(async () => (await import('./player/Player.tsx')).Player)

type Props = {
  session: Session
  isRunning: boolean
  /** Words that are being said at this moment. */
  partials: readonly Line[]
  shown: string[] | null
  onShow: (lineIds: string[]) => void
  /** `at`: the moment that plays, where something does. */
  onComment: (line: Line, at?: number) => void
}

export function Record({ session, isRunning, partials, shown, onShow, onComment }: Props) {
  const { id, lines, bot, canManage } = session
  const marked = useMemo(() => new Set(shown), [shown])
  const spoken = useMemo(() => (isRunning ? [...lines, ...partials] : lines), [isRunning, lines, partials])
  const events = useCallEvents(id)
  const [playback] = useState(() => new Playback((part) => `/v1/sessions/${id}/recording/${part}`))
  const { isAway, comeBack } = usePlaying(playback, id, lines, shown)
  const onLine = useLineActions({ session, playback, shown: shown?.[0], onShow, onComment })
  return (
    <>
      <Transcript
        lines={spoken}
        events={events}
        isLive={isRunning}
        marked={marked}
        canManage={canManage}
        editing={onLine.editing}
        above={bot && !isRunning && <Player session={session} playback={playback} />}
        back={isAway && jumpTo('Back to what plays', comeBack)}
        onAct={onLine.act}
        onCorrect={onLine.correct}
        onStopEditing={onLine.stopEditing}
      />
      {onLine.dialog}
    </>
  )
}

/** The same answer as the list of people beside the transcript. */
function useCallEvents(id: string) {
  const { data } = useQuery({
    queryKey: ['session', id, 'people'],
    queryFn: () => api('GET /v1/sessions/{id}/people', { params: { id } }),
  })
  return data?.events ?? NONE
}
const NONE: never[] = []
