/** How the states of a message look, and what each of them means. */
import type { Look } from '../parts/State.tsx'
import type { MessageStatus } from '../queries.ts'

export const statuses = ['parked', 'waiting', 'ignored', 'done'] as const
export const looks: Record<MessageStatus, Look> = {
  waiting: { word: 'Waiting', icon: 'hourglass', tone: 'amber' },
  done: { word: 'Done', icon: 'check', tone: 'green' },
  ignored: { word: 'Ignored', icon: 'slash', tone: '' },
  parked: { word: 'Parked', icon: 'octagon', tone: 'red' },
}
export const meanings: Record<MessageStatus, string> = {
  waiting: 'It is stored and is processed next, or once more after a try that failed.',
  done: 'It was processed, and what it said is in the meetings.',
  ignored: 'It was understood, and there was nothing to do.',
  parked: 'It could not be processed and is tried no more by itself. Mend the cause, then replay it.',
}

const senders: Record<string, string> = {
  ...{ recall: 'Recall', recall_live: 'Recall live', google: 'Google', microsoft: 'Microsoft' },
  stripe: 'Stripe',
}

/** Who sent it, as one says it. */
export const senderName = (sender: string): string => senders[sender] ?? sender
