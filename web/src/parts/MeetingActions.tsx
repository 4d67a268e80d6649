/** What its people can do with a meeting as a whole: take it along, name it, say who may see it, stop it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleStop } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { isLive } from '../bot-state.ts'
import { ExportMenu } from '../meeting/ExportMenu.tsx'
import type { Session } from '../queries.ts'
import { kindsIn, templates, typeName } from '../templates/queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Question } from './Question.tsx'
import { Rename } from './Rename.tsx'

export function MeetingActions({ session }: { session: Session }) {
  const [isAsking, ask] = useState(false)
  const isStoppable = session.canManage && isLive(session.bot?.state) && session.bot?.state !== 'leaving'
  return (
    <div className="cluster meeting-actions">
      <ExportMenu session={session} />
      {session.canManage && <Rename session={session} />}
      {session.canManage && <Kind session={session} />}
      {session.canManage && <Visibility session={session} />}
      {isStoppable && (
        <button type="button" className="button danger" onClick={() => ask(true)}>
          <CircleStop size={16} aria-hidden /> Stop recording
        </button>
      )}
      {isAsking && <Stop session={session} onClose={() => ask(false)} />}
    </div>
  )
}

function Stop({ session: { id, title }, onClose }: { session: Session; onClose: () => void }) {
  const stop = useMutation({
    mutationFn: () => api('POST /v1/sessions/{id}/stop', { params: { id } }),
    onSuccess: () => say('The bot is leaving the meeting.'),
    onError: sayTrouble,
    onSettled: onClose,
  })
  return (
    <Question
      title={`Stop recording “${title}”?`}
      verb="Stop recording"
      keep="Keep recording"
      onClose={onClose}
      onYes={() => stop.mutate()}
      isBusy={stop.isPending}
    >
      <p>
        The bot leaves now and does not come back for this meeting. What was said so far is kept and
        summarised.
      </p>
    </Question>
  )
}

/** What kind of conversation it is: the template of that kind says what its summary stresses. */
function Kind({ session: { id, conversationType } }: { session: Session }) {
  const queries = useQueryClient()
  const kinds = kindsIn(useQuery(templates).data, conversationType)
  const change = useMutation({
    mutationFn: (to: string) =>
      api('PATCH /v1/sessions/{id}', { params: { id }, body: { conversationType: to } }),
    onSuccess: (_, to) => say(`The next summary is written as for a ${typeName(to).toLowerCase()}.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
  return (
    <select
      className="input short"
      aria-label="Kind of conversation"
      value={conversationType}
      onChange={({ target }) => change.mutate(target.value)}
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {typeName(kind)}
        </option>
      ))}
    </select>
  )
}

function Visibility({ session: { id, visibility } }: { session: Session }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (to: 'private' | 'organization') =>
      api('PATCH /v1/sessions/{id}', { params: { id }, body: { visibility: to } }),
    onSuccess: (_, to) =>
      say(
        to === 'private'
          ? 'Only you and those invited can see it now.'
          : 'Everyone in the organization can see it.',
      ),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
  return (
    <select
      className="input short"
      aria-label="Who can see this meeting"
      value={visibility}
      onChange={({ target }) => change.mutate(target.value === 'organization' ? 'organization' : 'private')}
    >
      <option value="private">Invited only</option>
      <option value="organization">Whole organization</option>
      {visibility === 'shared' && <option value="shared">Shared</option>}
    </select>
  )
}
