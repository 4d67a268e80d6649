/** Processing once more: one message, or all that are listed within a span of time. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { api } from '../api.ts'
import type { MessageFilter } from '../queries.ts'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

export function Replay({ id }: { id: number }) {
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => api('POST /v1/operator/messages/{id}/replay', { params: { id } }),
    onSuccess: () => say(`Message ${id} is processed once more.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  return (
    <button
      type="button"
      className="button plain"
      disabled={replay.isPending}
      onClick={() => replay.mutate()}
    >
      <RotateCw size={15} aria-hidden /> <span className="only-wide">Replay</span>
      <span className="hidden"> message {id}</span>
    </button>
  )
}

/** Offered as soon as both ends of the span are chosen; the other filters count, too. */
export function ReplaySpan({ filter }: { filter: MessageFilter }) {
  const queries = useQueryClient()
  const { from, to } = filter
  const replay = useMutation({
    mutationFn: (span: { from: string; to: string }) =>
      api('POST /v1/operator/messages/replay', { body: { ...filter, ...span } }),
    onSuccess: (answer) => say(`${count(answer.count, 'message')} processed once more.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  if (!from || !to) return null
  return (
    <p className="spaced">
      <button
        type="button"
        className="button"
        disabled={replay.isPending}
        onClick={() => replay.mutate({ from, to })}
      >
        <RotateCw size={15} aria-hidden /> Replay everything that matches
      </button>
    </p>
  )
}
