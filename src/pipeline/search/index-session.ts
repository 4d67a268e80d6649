/** Bring the search index to what a meeting says now: words in one transaction, meaning afterwards, if there is any. */
import { z } from 'zod'
import type { Db, OrganizationTx } from '#db/db.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { embedSession } from '#pipeline/search/embed-session.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import { entriesOf, type Indexable } from '#pipeline/search/entries.ts'
import { indexDocument } from '#pipeline/search/index-document.ts'
import {
  findBehind,
  findUnindexed,
  findWithoutVector,
  isIndexed,
  lockBehind,
  replaceEntries,
  saveIndexed,
  wantIndexed,
} from '#pipeline/search/store.ts'
import { loadLines } from '#pipeline/store.ts'
import { readSummaryTexts } from '#pipeline/summarizing/reads.ts'
import { loadTitleAndPeople } from '#pipeline/summarizing/summary-store.ts'

type Needs = { db: Db; clock: Clock; embedder: Embedder | null }
type Where = { organizationId: string; sessionId: string }

/** Reaction to record.erased: nothing of it is found any more, at once. Documents that people brought stay. */
export const dropEntries = (tx: OrganizationTx, { clock }: { clock: Clock }, where: Where) =>
  replaceEntries(tx, where, [], clock.now())

export const indexSession = defineJob({
  name: 'pipeline.index',
  input: z.object({ organizationId: z.uuid(), sessionId: z.uuid() }),
  expireSeconds: 600,
  async run({ db, clock, embedder }: Needs, where) {
    const { organizationId, sessionId } = where
    const meeting = await db.asOrganization(organizationId, async (tx) => {
      const state = await lockBehind(tx, sessionId)
      const read = await loadIndexable(tx, sessionId)
      if (!state || !read) return read
      const entries = entriesOf(read).map((entry) => ({ ...entry, sessionId }))
      await replaceEntries(tx, { organizationId, sessionId }, entries, clock.now())
      await saveIndexed(tx, sessionId, state.wanted, clock.now())
      return read
    })
    if (meeting && embedder) await embedSession(db, embedder, where, meeting)
  },
})

async function loadIndexable(tx: OrganizationTx, sessionId: string): Promise<Indexable | null> {
  const session = await loadTitleAndPeople(tx, sessionId)
  if (!session) return null
  const lines = (await loadLines(tx, sessionId)).map(({ id, sequence, speaker, text }) => ({
    id,
    sequence,
    speaker,
    text,
  }))
  const places = new Map(lines.map(({ id, sequence }) => [id, sequence]))
  const points = ((await readSummaryTexts(tx, [sessionId])).get(sessionId) ?? []).map(
    ({ text, transcriptIds }) => ({
      text,
      sequence: places.get(transcriptIds[0] ?? '') ?? 0,
    }),
  )
  return {
    title: session.title,
    people: session.participants.flatMap(({ name }) => name ?? []),
    lines,
    points,
  }
}

/** Ask for it, in the transaction that changed the words. */
export async function wantIndex(
  tx: OrganizationTx,
  { jobs, clock }: { jobs: Queue; clock: Clock },
  where: Where,
) {
  const { organizationId, sessionId } = where
  await wantIndexed(tx, { organizationId, sessionId }, clock.now())
  await jobs.add(tx, indexSession, { organizationId, sessionId })
}

/** A meeting that is in the index may have got another title. Those that run are indexed when they are over. */
export async function indexTitle(tx: OrganizationTx, needs: { jobs: Queue; clock: Clock }, where: Where) {
  if (await isIndexed(tx, where.sessionId)) await wantIndex(tx, needs, where)
}

const FORGOTTEN_AFTER_MINUTES = 15
const AT_ONCE = 100

/** What was lost on its way into the index comes there, and meaning that could not be had is asked for again. */
export const indexForgotten = defineSweep({
  name: 'pipeline.index-forgotten',
  everySeconds: 300,
  run: ({ db, clock, jobs, embedder }: Needs & { jobs: Queue }) =>
    db.asSystem(async (tx) => {
      const before = clock.now().minus({ minutes: FORGOTTEN_AFTER_MINUTES })
      const behind = await findBehind(tx, before, AT_ONCE)
      const mute = embedder ? await findWithoutVector(tx, before, AT_ONCE) : []
      for (const where of [...behind, ...mute]) await jobs.add(tx, indexSession, where)
      for (const where of await findUnindexed(tx, before, AT_ONCE)) await jobs.add(tx, indexDocument, where)
    }),
})
