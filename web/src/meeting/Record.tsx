/** The transcript with all that keys and menus do to its lines. */
import { useMemo } from 'react'
import type { Line } from '../live-lines.ts'
import { Transcript } from '../parts/Transcript.tsx'
import type { Session } from '../queries.ts'
import { useLineActions } from './use-line-actions.tsx'

type Props = {
  session: Session
  isRunning: boolean
  /** Words that are being said at this moment. */
  partials: readonly Line[]
  shown: string[] | null
  onShow: (lineIds: string[]) => void
  onComment: (line: Line) => void
}

export function Record({ session, isRunning, partials, shown, onShow, onComment }: Props) {
  const marked = useMemo(() => new Set(shown), [shown])
  const onLine = useLineActions({ session, current: shown?.[0], onShow, onComment })
  return (
    <>
      <Transcript
        lines={isRunning ? [...session.lines, ...partials] : session.lines}
        isLive={isRunning}
        marked={marked}
        canManage={session.canManage}
        editing={onLine.editing}
        onAct={onLine.act}
        onCorrect={onLine.correct}
        onStopEditing={onLine.stopEditing}
      />
      {onLine.dialog}
    </>
  )
}
