/** An account is read by us or by Recall, never by both: whoever wants the other way disconnects the first one. Pure. */
import { Refusal } from '#lib/errors.ts'

export type KnownConnection = { status: string; recallCalendarId: string | null }

/** Throws `conflict` with the way out. A connection that was ended does not stand in the way. */
export function mustBeTheSameWay(known: KnownConnection, isRecalls: boolean): void {
  const wasRecalls = known.recallCalendarId !== null
  if (known.status === 'disconnected' || wasRecalls === isRecalls) return
  throw new Refusal(
    'conflict',
    wasRecalls
      ? 'Recall reads this account already: to have it read directly, disconnect it first and connect it again'
      : 'This account is read directly already: to have Recall read it, disconnect it first and connect it again',
    { reply: wasRecalls ? 'read_by_recall' : 'read_directly' },
  )
}
