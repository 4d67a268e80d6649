/** I-22, I-23 and I-32: every word once, in order; and one letter about it for each who may have it. */
import { heard, scriptOf } from '../../../sim/recall/recording.ts'
import { sceneOf } from '../../../sim/recall/scene.ts'
import type { SimBot } from '../../../sim/recall/types.ts'
import type { World } from '../world.ts'
import { REDACTED, type Seen } from './look.ts'
import { twice } from './twice.ts'
import type { Invariant } from './types.ts'

type Redacted = { sessionId: string; content: string; count: number }
type Line = { sessionId: string; speaker: string; content: string }

export const words: readonly Invariant[] = [
  {
    id: 'I-22',
    says: "a meeting's lines are numbered 0, 1, 2 … without a gap",
    always: ({ gaps }) => gaps,
  },
  {
    id: 'I-23',
    says: 'the transcript is what was said, each line once',
    async end(seen, world) {
      const rows = await world.ask<Line>(
        'select session_id as "sessionId", speaker, content from transcripts order by session_id, sequence_number',
      )
      const gone = await world.ask<Redacted>(
        `select session_id as "sessionId", content, count from (${REDACTED}) x`,
      )
      const written = Map.groupBy(rows, ({ sessionId }) => sessionId)
      return recordedSessions(seen).flatMap(([sessionId, bots]) => {
        const all = bots.flatMap((bot) => saidTo(world, bot)).toSorted()
        const said = gone.filter((one) => one.sessionId === sessionId).reduce(leftOf, all)
        const ours = (written.get(sessionId) ?? [])
          .filter(({ content }) => content !== '')
          .map(({ speaker, content }) => `${speaker}: ${content}`)
          .toSorted()
        return JSON.stringify(said) === JSON.stringify(ours)
          ? []
          : [`${sessionId}: said ${JSON.stringify(said)}, written ${JSON.stringify(ours)}`]
      })
    },
  },
  {
    id: 'I-32',
    says: 'each letter about a meeting is one letter for its reader: sent at most under one id, and sent in the end',
    async always(_seen, { sims, ask }) {
      const arrived = new Set(sims.mail.messages().map(({ messageId }) => messageId))
      if (arrived.size === 0) return []
      const letters = await ask<{ letter: string }>(
        `select session_id || ' ' || recipient_email || ' ' || email_type || ' ' || version as letter
         from email_notifications where message_id = any($1)`,
        [[...arrived]],
      )
      return twice(letters.map(({ letter }) => letter))
    },
    async end(_seen, { ask, sims }) {
      const planned = await ask<{
        messageId: string
        recipientEmail: string
        status: string
        errorMessage: string | null
      }>(
        `select message_id as "messageId", recipient_email as "recipientEmail", status, error_message as "errorMessage"
         from email_notifications`,
      )
      const arrived = new Set(sims.mail.messages().map(({ messageId }) => messageId))
      const unplanned = [...arrived].filter((id) => !planned.some(({ messageId }) => messageId === id))
      return [
        ...unplanned.map((id) => `${id} was never planned`),
        ...planned.flatMap(({ messageId, recipientEmail, status, errorMessage }) =>
          status === 'planned' || (status === 'sent' && !arrived.has(messageId))
            ? [`${recipientEmail}: ${status}, ${errorMessage ?? 'and did not arrive'}`]
            : [],
        ),
      ]
    },
  },
]

/** Sessions with something recorded, and the bots that recorded it. */
export function recordedSessions({ atRecall, bots: rows }: Seen): [string, SimBot[]][] {
  const sessionOf = new Map(rows.map(({ recallBotId, sessionId }) => [recallBotId, sessionId]))
  const recorded = atRecall.filter(
    ({ id, recordings, place }) => recordings.length > 0 && place === 'gone' && sessionOf.has(id),
  )
  return [...Map.groupBy(recorded, ({ id }) => sessionOf.get(id) ?? '')]
}

/** Without the first so many of these words. */
function leftOf(said: readonly string[], { content, count }: Redacted): string[] {
  let left = count
  return said.filter((line) => !line.endsWith(`: ${content}`) || left-- <= 0)
}

function saidTo({ sims, clock }: World, bot: SimBot): string[] {
  const scene = sceneOf(bot.config.meeting_url)
  const script = scriptOf(sims.meetings, scene, bot.config.meeting_url)
  return bot.recordings.flatMap((recording) =>
    heard(recording, script, clock.now().toMillis()).flatMap((moment) =>
      moment.event === 'transcript.data'
        ? [`${moment.participant.name}: ${moment.words.map(({ text }) => text).join(' ')}`]
        : [],
    ),
  )
}
