/** From the times of a calendar file to instants: zones by their IANA name, by Windows' name, or as the file explains them. */
import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'

export type Zones = {
  /** The instant of a time that stands in this property. */
  instantOf(time: ICAL.Time, tzid: string | null): DateTime
}

export function zonesOf(calendar: ICAL.Component): Zones {
  const explained = new Map(
    calendar.getAllSubcomponents('vtimezone').map((component) => {
      const zone = new ICAL.Timezone(component)
      return [zone.tzid, zone]
    }),
  )
  const usual = ianaName(String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')) ?? 'utc'
  return {
    instantOf(time, tzid) {
      const wall = wallOf(time)
      if (time.isDate || tzid === 'Z') return DateTime.fromObject(wall, { zone: 'utc' })
      const named = tzid === null ? usual : ianaName(tzid)
      if (named !== null) return DateTime.fromObject(wall, { zone: named }).toUTC()
      const zone = explained.get(tzid ?? '')
      if (!zone) return DateTime.fromObject(wall, { zone: usual }).toUTC()
      return DateTime.fromObject(wall, { zone: 'utc' }).minus({ seconds: zone.utcOffset(time) })
    },
  }
}

const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time) => ({
  ...{ year, month, day, hour, minute },
  second: Math.min(second, 59), // a leap second is the second before it
})

/** `/mozilla.org/20050126_1/Europe/Vienna` and quoted names are names, too. */
function ianaName(tzid: string): string | null {
  const name = tzid
    .trim()
    .replace(/^"|"$/g, '')
    .replace(/^\/[^/]+\/[^/]+\//, '')
  if (name === '') return null
  if (IANAZone.isValidZone(name)) return name
  return WINDOWS[name] ?? null
}

/** What Outlook and Exchange call the common zones; the file explains the others itself. */
const WINDOWS: Record<string, string> = {
  UTC: 'Etc/UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'GTB Standard Time': 'Europe/Bucharest',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Russian Standard Time': 'Europe/Moscow',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Arabian Standard Time': 'Asia/Dubai',
  'India Standard Time': 'Asia/Kolkata',
  'Nepal Standard Time': 'Asia/Kathmandu',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Atlantic Standard Time': 'America/Halifax',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'South Africa Standard Time': 'Africa/Johannesburg',
}
