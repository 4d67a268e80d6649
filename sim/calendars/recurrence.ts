// When a series takes place: the few words of RFC 5545 that calendars' own pages write, in the series' zone.
import { DateTime } from 'luxon'

type Rule = { freq: 'DAILY' | 'WEEKLY'; interval: number; days: number[]; count: number; until: number }
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const MOST = 400

/** The starts of a series from its first one on, up to `end`. Nine in the morning stays nine in the morning. */
export function startsOf(rule: string, first: number, zone: string, end: number): number[] {
  const { freq, interval, days, count, until } = read(rule)
  const begin = DateTime.fromMillis(first, { zone })
  const wanted = freq === 'DAILY' || days.length === 0 ? [] : days
  const starts: number[] = []
  for (let day = 0; starts.length < Math.min(count, MOST); day++) {
    const at = begin.plus({ days: day })
    const ms = at.toMillis()
    if (ms >= end || ms > until) break
    const weeks = Math.floor((day + begin.weekday - 1) / 7)
    const isOne =
      freq === 'DAILY'
        ? day % interval === 0
        : weeks % interval === 0 &&
          (wanted.length ? wanted.includes(at.weekday) : at.weekday === begin.weekday)
    if (isOne) starts.push(ms)
  }
  return starts
}

/** The same rule without a word about when it is over. */
export const withoutEnd = (rule: string) => rule.replaceAll(/;(UNTIL|COUNT)=[^;]+/g, '')

function read(rule: string): Rule {
  const parts = new Map(
    rule
      .replace(/^RRULE:/, '')
      .split(';')
      .map((part) => part.split('=') as [string, string]), // name=value is all there is
  )
  const until = parts.get('UNTIL')?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  return {
    freq: parts.get('FREQ') === 'DAILY' ? 'DAILY' : 'WEEKLY',
    interval: Number(parts.get('INTERVAL') ?? 1),
    days: (parts.get('BYDAY') ?? '')
      .split(',')
      .map((day) => DAYS.indexOf(day) + 1)
      .filter((day) => day > 0),
    count: Number(parts.get('COUNT') ?? MOST),
    until: until ? Date.parse(until) : Number.POSITIVE_INFINITY,
  }
}
