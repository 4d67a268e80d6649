/** Which of the coming meetings one wants to see. Pure. */
import type { Meeting } from '../queries.ts'
import { domainOf } from '../text.ts'

export const filters = ['all', 'join', 'skip', 'outside', 'said'] as const
export type Filter = (typeof filters)[number]

export const filterNames: Record<Filter, string> = {
  all: 'All',
  join: 'To join',
  skip: 'Skipped',
  outside: 'With outsiders',
  said: 'I decided',
}

type Wish = { filter: Filter; words: string; home: string | undefined }

/** Meetings that fit the filter and whose title or people contain the words. */
export function fitting(meetings: readonly Meeting[], { filter, words, home }: Wish): Meeting[] {
  const wanted = folded(words).trim()
  return meetings.filter((meeting) => fits(meeting, filter, home) && says(meeting, wanted))
}

/** How many meetings each filter would show. */
export const counts = (meetings: readonly Meeting[], home: string | undefined): Record<Filter, number> => {
  const count = (filter: Filter) => meetings.filter((meeting) => fits(meeting, filter, home)).length
  return {
    all: meetings.length,
    join: count('join'),
    skip: count('skip'),
    outside: count('outside'),
    said: count('said'),
  }
}

function fits({ wants, people, said }: Meeting, filter: Filter, home: string | undefined): boolean {
  if (filter === 'join') return wants
  if (filter === 'skip') return !wants
  if (filter === 'outside') return people.some(({ email }) => domainOf(email) !== home)
  if (filter === 'said') return said.event !== null || said.series !== null
  return true
}

const says = ({ title, people }: Meeting, wanted: string) =>
  wanted === '' ||
  folded([title, ...people.map(({ name, email }) => `${name ?? ''} ${email}`)].join(' ')).includes(wanted)

const folded = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
