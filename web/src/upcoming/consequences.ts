/** What follows if a bot joins: who else wants it, who gets the notes, how many minutes it takes. Pure. */
import type { Meeting } from '../queries.ts'
import { lengthOf, priceOf } from '../text.ts'

const NAMED = 3

/** A sentence or two; null where nothing follows, because no bot comes and nobody else wants one. */
export function consequencesOf(meeting: Meeting): string | null {
  const { wants, alsoWantedBy, receivers, minutes, price, bot, objection } = meeting
  if (objection !== null) return null
  const others = alsoWantedBy.length > 0 ? `${listOf(alsoWantedBy)} ${wants ? 'too' : ''}` : ''
  if (!wants && others === '') return null
  if (!wants)
    return `A bot comes all the same: ${listOf(alsoWantedBy)} ${alsoWantedBy.length > 1 ? 'want' : 'wants'} it.`
  const parts = [
    receivers.length > 0 ? `notes to ${listOf(inOrder(receivers))}` : 'notes to nobody by mail',
    ...(bot?.state === 'done' ? [] : [`about ${lengthOf(minutes * 60)}, at most ${priceOf(price)}`]),
  ]
  const wanted = others === '' ? '' : ` Wanted by ${others.trim()}.`
  return `${capital(parts.join(' · '))}.${wanted}`
}

const inOrder = (receivers: Meeting['receivers']) => [
  ...receivers.filter(({ isMe }) => isMe).map(() => 'you'),
  ...receivers.filter(({ isMe }) => !isMe).map(({ name }) => name),
]

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** "you", "you and Ana", "you, Ana and 3 others". */
export function listOf(names: readonly string[]): string {
  const shown = names.length > NAMED + 1 ? names.slice(0, NAMED) : names
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${rest} others`] : [...shown]
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`
}
