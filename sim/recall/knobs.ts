// What a test or a person may turn: everything else about the stand-in follows the documentation.
import { type Faults, type Group, noFaults, seededRandom } from './faults.ts'
import type { HeaderFamily } from './sign.ts'

export type Knobs = {
  /** Calls per minute and workspace; `transcribe` is per bot. */
  limits: Record<Group, number>
  /** Bots per page. Small, so that a client which forgets `next` fails here and not in production. */
  pageSize: number
  /** Calendars or their events per page; Recall's most is a hundred. */
  calendarPageSize: number
  /** Ad-hoc bots that can be handed out within REFILL_MS; then 507. */
  adHocPool: number
  /** False answers 402 to new bots. */
  hasCredit: boolean
  /** Refuse addresses that are not public, as Recall's firewall does. Off, because everything here is local. */
  firewall: boolean
  /** What POST /bot/ does with `recallai_async`, which is only valid later: refuse, or take it and never transcribe. */
  asyncAtCreation: 'refuse' | 'ignore'
  headers: HeaderFamily
  /** Signs with these too, as in the day after a rotation. */
  olderSecrets: string[]
  signRealtime: boolean
  /** What goes wrong: nothing, unless somebody turns it. */
  faults: Faults
  /** Where shares are drawn from; put `seededRandom(seed)` here to replay a run. */
  random: () => number
  /** How often each fault struck. */
  fired: Record<string, number>
}

export const documentedKnobs = (): Knobs => ({
  limits: {
    create: 60,
    list: 60,
    retrieve: 300,
    change: 300,
    command: 300,
    transcribe: 5,
    usage: 5,
    calendars: 60,
    calendar_events: 60,
  },
  pageSize: 5,
  calendarPageSize: 20,
  adHocPool: 30,
  hasCredit: true,
  firewall: false,
  asyncAtCreation: 'refuse',
  headers: 'webhook',
  olderSecrets: [],
  signRealtime: true,
  faults: noFaults(),
  random: seededRandom(1),
  fired: {},
})
