/** What other rules of the organization would do: with the admin's own meetings by name, with everybody's in numbers. */
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import { noOverrides } from '#calendar/deciding/rules.ts'
import { SHOWN_DAYS } from '#calendar/reads.ts'
import { overridesFor } from '#calendar/rules/overrides.ts'
import { inForce, policiesOf } from '#calendar/rules/policies.ts'
import { preferencesOf } from '#calendar/rules/preferences.ts'
import { type Preview, previewRules } from '#calendar/rules/preview-rules.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import { everybodysComing } from '#calendar/syncing/owned-events.ts'
import { toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

type Admin = { userId: string; name: string; now: DateTime }
export type PolicyPreview = Preview & {
  /** In everybody's calendars, of the coming days; admins manage, they do not read: no titles. */
  everybody: { people: number; meetings: number; wouldJoin: number; wouldSkip: number }
}

export async function previewPolicies(
  tx: OrganizationTx,
  { userId, name, now }: Admin,
  rules: OrganizationRules,
): Promise<PolicyPreview> {
  const present = await policiesOf(tx)
  const policies = { ...inForce(rules, name), objections: present.objections }
  const own = await previewRules(tx, { userId, now }, { policies })
  const events = await everybodysComing(tx, { now, until: now.plus({ days: SHOWN_DAYS }) })
  const said = await overridesFor(tx, events)
  const people = await preferencesOf(
    tx,
    events.map((event) => event.userId),
  )
  const flips = events.flatMap((event) => {
    const preferences = people.get(event.userId)
    if (!preferences?.confirmedAt) return []
    const [sighting, words] = [toMeetingEvent(event), said.get(event.id) ?? noOverrides]
    const would = decide(sighting, preferences, words, policies, now).join
    const does = decide(sighting, preferences, words, present, now).join
    return would === does ? [] : [{ userId: event.userId, would }]
  })
  const wouldJoin = flips.filter(({ would }) => would).length
  return {
    ...own,
    everybody: {
      people: new Set(flips.map((flip) => flip.userId)).size,
      meetings: events.length,
      wouldJoin,
      wouldSkip: flips.length - wouldJoin,
    },
  }
}
