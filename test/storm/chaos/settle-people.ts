/** People of two organizations, connected and with confirmed rules, and their meetings, while everything still works. */
import { DateTime } from 'luxon'
import { connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { defaults } from '#calendar/deciding/rules.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'
import { connect } from '#db/db.ts'
import { connectQueue } from '#jobs/queue.ts'
import type { Clock } from '#lib/clock.ts'
import { createLog } from '#lib/log.ts'
import { createVault } from '#lib/vault.ts'
import { anOrganization, aUser } from '../../builders.ts'
import { unit } from '../chance.ts'
import { type Known, knownOf, linkOf, type Person } from '../people.ts'
import type { Meeting } from '../script.ts'
import { TALK } from '../talk.ts'
import type { Setting } from './setting.ts'

const MEETINGS = 12
/** Virtual: as long as the kills go on, and a little more. */
const WITHIN_MINUTES = 15
export const FAR_MINUTES = 600

export async function settlePeople(setting: Setting, seed: number): Promise<Known> {
  const { sims, databaseUrl, secret } = setting
  const clock: Clock = {
    now: () => DateTime.fromMillis(sims.clock.now(), { zone: 'utc' }),
    at: () => () => {},
  }
  const db = connect(databaseUrl, { poolSize: 2 })
  const jobs = await connectQueue(databaseUrl, createLog('silent'))
  const needs = { db, jobs, clock, vault: createVault([secret]) }
  const people: Person[] = []
  sims.meetings.add(TALK)
  for (const organization of [0, 1]) {
    const organizationId = await anOrganization(db, { name: `Org ${organization}` })
    for (const provider of ['google', 'microsoft'] as const) {
      const email = `${provider}@org${organization}.example`
      const userId = await aUser(db, { email, organizationId, fullName: email })
      sims[provider].addPerson({ email })
      const person = { email, organizationId, userId, provider, isConnected: true, autoJoin: true }
      const granted = await grantOf(setting, person)
      await db.asOrganization(organizationId, async (tx) => {
        await connectCalendar(tx, needs, { ...person, provider: NAMES[provider], ...granted })
        const rules = { ...defaults, joinBufferMinutes: 0, excludedKeywords: ['confidential'] }
        await saveRules(tx, needs, { organizationId, userId, rules })
      })
      people.push(person)
    }
  }
  await jobs.stop()
  await db[Symbol.asyncDispose]()
  const known = knownOf(people)
  for (let n = 0; n < MEETINGS; n++) plan(setting, known, aMeeting(seed, n, people))
  return known
}

const NAMES = { google: 'google_calendar', microsoft: 'microsoft_outlook' } as const

/** As the consent page would have given it. */
async function grantOf({ sims, direct }: Setting, { email, provider }: Person) {
  const granted = sims[provider].grant(email)
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresInSeconds } = granted
  const grant = { accountId: email, email, name: email, accessToken, refreshToken, expiresInSeconds }
  const calendars = await direct[provider]?.listCalendars(accessToken)
  return { grant: { ...grant, scopes: granted.scope.split(' ') }, calendars: calendars ?? [] }
}

function aMeeting(seed: number, n: number, people: Person[]): Meeting {
  const organizer = people[Math.floor(unit(seed, 'organizer', n) * people.length)]?.email ?? ''
  const guests = people
    .map(({ email }) => email)
    .filter((email) => email !== organizer && unit(seed, 'guest', n, email) < 0.5)
  const startsAt = n % 4 === 3 ? FAR_MINUTES + n : 2 + Math.round(unit(seed, 'start', n) * WITHIN_MINUTES)
  return { name: `m${n}`, organizer, guests, startsAt, minutes: 30, course: 'lobby:5' }
}

function plan({ sims }: Setting, known: Known, meeting: Meeting) {
  const start = Math.ceil(sims.clock.now() / 60_000) * 60_000 + meeting.startsAt * 60_000
  const draft = {
    id: `chaos-${meeting.name}`,
    title: `Meeting ${meeting.name}`,
    start,
    end: start + meeting.minutes * 60_000,
  }
  const people = [meeting.organizer, ...meeting.guests]
  const { id } = sims.google.createEvent(meeting.organizer, { ...draft, link: linkOf(meeting), people })
  known.meetings.set(meeting.name, { ...meeting, id })
}
