/** While a meeting runs: hints with their evidence, and what has happened so far. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id } from '#api/wire.ts'
import { judgeGuidance } from '#sessions/guidance/judge-guidance.ts'
import { readGuidance } from '#sessions/guidance/read-guidance.ts'

const Feedback = z.enum(['helpful', 'irrelevant', 'too_late'])

export const guidanceRoutes = {
  'GET /v1/sessions/{id}/guidance': route({
    summary: 'Hints that live now (to its owner), and the events of the meeting so far, newest first',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({
      chips: z.array(
        z.object({
          id: Id,
          type: z.enum(['ask', 'clarify', 'avoid', 'suggest', 'warn']),
          text: z.string(),
          lineIds: z.array(Id),
          writtenBy: z.string().meta({ description: '"rule", or the model' }),
          feedback: Feedback.nullable(),
        }),
      ),
      events: z.array(
        z.object({
          id: Id,
          type: z.enum(['milestone', 'decision', 'topic_shift', 'action_item', 'question', 'agreement']),
          title: z.string(),
          lineId: Id,
          atSeconds: z.number(),
        }),
      ),
    }),
    run: ({ params: { id } }, { tx, caller, clock }) => readGuidance(tx, caller, id, clock.now()),
  }),

  'PUT /v1/sessions/{id}/guidance/{guidanceId}/feedback': route({
    summary: 'Say whether a hint helped',
    access: 'member',
    params: z.object({ id: Id, guidanceId: Id }),
    body: z.object({ feedback: Feedback }),
    returns: z.object({ ok: z.literal(true) }),
    async run({ params: { id, guidanceId }, body: { feedback } }, { tx, clock, caller }) {
      const { organizationId } = caller
      await judgeGuidance(tx, clock, caller, { organizationId, sessionId: id, guidanceId, feedback })
      return { ok: true as const }
    },
  }),
}
