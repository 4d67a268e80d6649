/** Try rules on an invitation that is in no calendar: read it, decide about it, and say how. Nothing is saved. */
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import { noOverrides, type Preferences } from '#calendar/deciding/rules.ts'
import { sentenceOf, stepSentence } from '#calendar/deciding/sentences.ts'
import { ownCopy } from '#calendar/rules/own-copy.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { type Invitation, readInvitation } from '#calendar/rules/read-invitation.ts'
import { type OwnedEvent, toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

type Ask = { email: string; timeZone: string; now: DateTime; rules: Preferences; invitation: string }

/** Throws `validation_failed` where the invitation cannot be understood. */
export async function tryEvent(tx: OrganizationTx, { email, timeZone, now, rules, invitation }: Ask) {
  const read = readInvitation(invitation, now, { ownerEmail: email.toLowerCase(), timeZone })
  const row = ownCopy(read.event, email.toLowerCase(), now)
  const decision = decide(toMeetingEvent(row), rules, noOverrides, await policiesOf(tx), now)
  return {
    ...understood(read, row),
    wants: decision.join,
    because: decision.because,
    joinAt: decision.join ? decision.at : null,
    sentence: sentenceOf(decision),
    trail: decision.trail.map((step) => ({ ...step, sentence: stepSentence(step, decision.because) })),
  }
}

const understood = ({ format, assumed }: Invitation, row: OwnedEvent) => ({
  ...{ format, assumed },
  title: row.title === '' ? '(no title)' : row.title,
  start: row.startTime,
  end: row.endTime,
  people: row.attendees,
  platform: row.meetingPlatform,
  meetingUrl: row.meetingUrl,
})
