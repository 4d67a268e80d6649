/** For the numbered cases between us and Recall: meetings with bots, minutes that pass, and what is at Recall. */
import { converge } from '#bots/converging/converge.ts'
import { botsForOccurrences } from '#bots/reads.ts'
import { documentedKnobs } from '../sim/recall/knobs.ts'
import { aMeeting, type Meeting } from './bots.ts'
import type { BotsRoom } from './bots-room.ts'

export const MEET = 'https://meet.google.com/abc-defg-hij'

export type Cases = ReturnType<typeof casesIn>

export function casesIn(room: BotsRoom) {
  const inMinutes = (minutes: number) => room.clock.now().plus({ minutes })
  const states = async (meeting: Meeting) => (await meeting.bots()).map(({ state }) => state)
  /** Turns with every bot of this meeting, as the workers would take them. */
  const work = async (meeting: Meeting) => {
    for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  }
  return {
    ...{ inMinutes, states, work },
    reset() {
      Object.assign(room.sims.recall.knobs, documentedKnobs())
      room.network.calls = []
    },
    faults: () => room.sims.recall.knobs.faults,
    /** The newest first. */
    atRecall: ({ organizationId }: Meeting) =>
      room.sims.recall.bots().filter(({ config }) => config.metadata.org === organizationId),
    calls: () =>
      room.network.calls.map((call) => (call.endsWith('leave_call/') ? 'LEAVE' : call.split(' ')[0])),
    trouble: async ({ see, occurrenceId }: Meeting) =>
      (await see((tx) => botsForOccurrences(tx, [occurrenceId]))).get(occurrenceId)?.trouble,
    /** Minutes pass, in steps in which the workers do what is due. */
    async pass(meeting: Meeting, minutes: number, step = 0.5): Promise<void> {
      for (let gone = 0; gone < minutes; gone += step) {
        await work(meeting)
        await room.until(inMinutes(step))
      }
      await work(meeting)
    },
    async booked(startsIn: number, link?: string): Promise<Meeting> {
      const meeting = await aMeeting(room, inMinutes(startsIn), link === undefined ? {} : { link })
      await meeting.wish()
      return meeting
    },
    /** A bot at Recall that our rows do not know. */
    async stray(want: { metadata: object | undefined; link?: string; startsIn?: number }): Promise<number> {
      const answer = await fetch(`${room.sims.url}/recall/api/v1/bot/`, {
        method: 'POST',
        headers: { authorization: 'Token room-recall-key', 'content-type': 'application/json' },
        body: JSON.stringify({
          meeting_url: want.link ?? MEET,
          metadata: want.metadata,
          ...(want.startsIn !== undefined && { join_at: inMinutes(want.startsIn).toISO() }),
        }),
      })
      return answer.status
    },
  }
}
