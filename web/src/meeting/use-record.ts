/** What the owner does to the record, each with its way back. The meeting is loaded anew after each change. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Body } from '../api.ts'
import { say, sayTrouble } from '../toasts.ts'

type Speaker = Body<'PUT /v1/sessions/{id}/lines/{lineId}/speaker'>
type PointChange = Body<'PATCH /v1/sessions/{id}/points/{pointId}'>
type Change =
  | { do: 'correct'; lineId: string; text: string }
  | { do: 'rename'; lineId: string; speaker: Speaker }
  | { do: 'redact'; lineIds: string[] }

export function useRecord(id: string) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['session', id] })
  const undo = useMutation({
    mutationFn: (editId: string) =>
      api('DELETE /v1/sessions/{id}/edits/{editId}', { params: { id, editId } }),
    onSuccess: () => say('Taken back.'),
    onError: sayTrouble,
    onSettled: reload,
  })
  const change = useMutation({
    mutationFn: (change: Change) => perform(id, change),
    onSuccess: ({ editId }, change) => editId && say(said[change.do], () => undo.mutate(editId)),
    onError: sayTrouble,
    onSettled: reload,
  })
  return { change, reload }
}

const said = {
  correct: 'Corrected, here and in what rests on it.',
  rename: 'The speaker was changed.',
  redact: 'Redacted. For a day it can be taken back.',
}

function perform(id: string, change: Change) {
  if (change.do === 'redact')
    return api('POST /v1/sessions/{id}/redactions', { params: { id }, body: { lineIds: change.lineIds } })
  const params = { id, lineId: change.lineId }
  return change.do === 'correct'
    ? api('PATCH /v1/sessions/{id}/lines/{lineId}', { params, body: { text: change.text } })
    : api('PUT /v1/sessions/{id}/lines/{lineId}/speaker', { params, body: change.speaker })
}

/** A point of the summary; what it was before is the way back. */
export function useEditPoint(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ pointId, change }: { pointId: string; change: PointChange }) =>
      api('PATCH /v1/sessions/{id}/points/{pointId}', { params: { id, pointId }, body: change }),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
}
