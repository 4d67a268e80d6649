/** Rules that nothing could ever satisfy, or that make no sense: said on the rules page, and on each meeting. */
import { IANAZone } from 'luxon'
import type { Rules } from '#calendar/deciding/rules.ts'
import { fold } from '#calendar/deciding/words.ts'
import { minuteOf } from '#calendar/deciding/working-hours.ts'

/** What is wrong with the rules as part of a sentence, "you want … but …"; null where they can be kept. */
export function contradictionIn(rules: Rules): string | null {
  return contradictions.find(({ isSo }) => isSo(rules))?.says ?? null
}

type Contradiction = { says: string; isSo: (rules: Rules) => boolean }

const contradictions: readonly Contradiction[] = [
  {
    says: 'the fewest invitees are more than the most',
    isSo: ({ minInvitees, maxInvitees }) =>
      minInvitees !== null && maxInvitees !== null && minInvitees > maxInvitees,
  },
  {
    says: 'every word that has to be there is also one that must not be',
    isSo: ({ requiredKeywords, excludedKeywords }) => isCovered(requiredKeywords, excludedKeywords),
  },
  {
    says: 'everybody who has to be there is also somebody who must not be',
    isSo: ({ includedDomains, excludedDomains }) => isCovered(includedDomains, excludedDomains),
  },
  {
    says: 'the working hours have no day',
    isSo: ({ workingHours }) => workingHours !== null && workingHours.days.length === 0,
  },
  {
    says: 'the working hours are no times of day',
    isSo: ({ workingHours }) => workingHours !== null && !areHours(workingHours),
  },
  {
    says: 'the time zone of the working hours does not exist',
    isSo: ({ workingHours }) => workingHours !== null && !isZone(workingHours.timeZone),
  },
]

function isCovered(wanted: readonly string[], refused: readonly string[]): boolean {
  if (wanted.length === 0 || refused.length === 0) return false
  const no = new Set(refused.map(fold))
  return wanted.every((word) => no.has(fold(word)))
}

function areHours({ from, to }: NonNullable<Rules['workingHours']>): boolean {
  const begin = minuteOf(from)
  const end = minuteOf(to)
  return begin !== null && end !== null && begin !== end
}

const known = new Map<string, boolean>()
/** Asking the platform is slow, and the same few zones are asked for again and again. */
function isZone(zone: string): boolean {
  const answer = known.get(zone) ?? IANAZone.isValidZone(zone)
  if (known.size < 1_000) known.set(zone, answer)
  return answer
}
