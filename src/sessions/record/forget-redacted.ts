/** Redacted words can be taken back for a day. Then they are wiped from the ledger, too. */
import type { Db, SystemTx } from '#db/db.ts'
import { json, type RecordBefore } from '#db/json.ts'
import { defineSweep } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

const KEPT_HOURS = 24
const AT_ONCE = 200

export const forgetRedacted = defineSweep({
  name: 'sessions.forget-redacted',
  everySeconds: 600,
  run: ({ db, clock }: { db: Db; clock: Clock }) =>
    db.asSystem(async (tx) => {
      const old = await tx
        .selectFrom('recordEdits')
        .select(['organizationId', 'id', 'sessionId', 'before', 'undoneAt'])
        .where('kind', '=', 'redact')
        .where('isForgotten', '=', false)
        .where('createdAt', '<', clock.now().minus({ hours: KEPT_HOURS }))
        .orderBy('createdAt')
        .limit(AT_ONCE)
        .execute()
      for (const edit of old) {
        const redacted = edit.undoneAt ? [] : edit.before.lines.map(({ id }) => id)
        await wipe(tx, edit, new Set(redacted))
      }
    }),
})

type Edit = { organizationId: string; sessionId: string; id: string }

/** An earlier correction of a redacted line holds its words as well. */
async function wipe(tx: SystemTx, { organizationId, sessionId, id }: Edit, redacted: ReadonlySet<string>) {
  const edits = await tx
    .selectFrom('recordEdits')
    .select(['id', 'before'])
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .execute()
  for (const edit of edits) {
    const isConcerned = edit.id === id || edit.before.lines.some((line) => redacted.has(line.id))
    if (!isConcerned) continue
    await tx
      .updateTable('recordEdits')
      .set({ isForgotten: true, before: json(without(edit.before, redacted)) })
      .where('organizationId', '=', organizationId)
      .where('id', '=', edit.id)
      .execute()
  }
}

const without = (before: RecordBefore, redacted: ReadonlySet<string>): RecordBefore => ({
  ...before,
  lines: before.lines.map((line) =>
    redacted.has(line.id) ? { ...line, content: '', heardContent: null } : line,
  ),
})
