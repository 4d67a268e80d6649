// /api/v1/recording/, /api/v1/transcript/ and the bill.
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { findArtifact } from './artifacts.ts'
import type { Limit } from './bot-routes.ts'
import type { Lifecycle } from './lifecycle.ts'
import { newArtifact } from './recording.ts'
import { Diarization, Provider } from './recording-config.ts'
import { deleteRecording } from './steps.ts'
import type { SimBot, SimRecording } from './types.ts'
import { artifactView, type Link, recordingDetail } from './view.ts'
import { type RecallWorld, setArtifact } from './world.ts'

const TRANSCRIBED_AFTER_MS = 20_000
const MOST_TRANSCRIPTS = 10

const Wish = z.object({
  provider: Provider,
  diarization: Diarization,
  metadata: z.record(z.string(), z.string().max(500).nullable()).default({}),
})
const asyncProviders = ['recallai', 'assembly_ai', 'deepgram', 'gladia_v2', 'rev', 'speechmatics']

export function mountRecordings(
  router: Router,
  world: RecallWorld,
  life: Lifecycle,
  link: Link,
  limit: Limit,
) {
  const { clock } = world.context
  type Found = { bot: SimBot; recording: SimRecording }
  const all = (): Found[] =>
    world.bots
      .values()
      .flatMap((bot) =>
        bot.recordings.filter(({ isKept }) => isKept).map((recording) => ({ bot, recording })),
      )
  const withRecording =
    (use: (found: Found, req: Request<{ id: string }>, res: Response) => void) =>
    (req: Request<{ id: string }>, res: Response) => {
      const found = all().find(({ recording }) => recording.id === req.params.id)
      if (found) use(found, req, res)
      else notFound(res)
    }
  const view = ({ bot, recording }: Found) => recordingDetail(world, link, bot, recording)

  router.get('/recording/', limit('list'), (req, res) => {
    const mine = all().filter(({ bot }) => !req.query.bot_id || bot.id === req.query.bot_id)
    res.json(page(world, req, mine.map(view)))
  })
  router.get(
    '/recording/:id/',
    limit('retrieve'),
    withRecording((found, _req, res) => void res.json(view(found))),
  )
  router.delete(
    '/recording/:id/',
    limit('change'),
    withRecording(({ bot, recording }, _req, res) => {
      deleteRecording(world, bot, recording, clock.now())
      life.save(bot)
      res.status(204).end()
    }),
  )

  router.post(
    '/recording/:id/create_transcript/',
    limit('transcribe'),
    withRecording(({ bot, recording }, req, res) => {
      const wish = Wish.safeParse(req.body ?? {})
      const name = wish.success ? Object.keys(wish.data.provider)[0] : undefined
      if (!wish.success || !asyncProviders.some((known) => name === `${known}_async`))
        return void res.status(400).json({ provider: ['A valid asynchronous provider is required.'] })
      if (recording.status.code !== 'done')
        return void res.status(400).json({ code: 'recording_not_done', detail: 'The recording is not done.' })
      if (recording.artifacts.filter(({ kind }) => kind === 'transcript').length >= MOST_TRANSCRIPTS)
        return void res.status(400).json({ code: 'transcript_limit', detail: 'Too many transcripts.' })
      const { provider, diarization = null, metadata } = wish.data
      const transcript = { ...newArtifact('transcript', clock.now()), provider, diarization, metadata }
      recording.artifacts.push(transcript)
      setArtifact(world, bot, recording, transcript, { code: 'processing', at: clock.now() })
      bot.due.push({ at: clock.now() + TRANSCRIBED_AFTER_MS, step: 'transcribe', artifactId: transcript.id })
      life.save(bot)
      res.json(artifactView(world, link, bot, recording, transcript))
    }),
  )

  router.get('/transcript/', limit('list'), (req, res) => {
    const mine = all().filter(
      ({ recording }) => !req.query.recording_id || recording.id === req.query.recording_id,
    )
    const transcripts = mine.flatMap(({ bot, recording }) =>
      recording.artifacts
        .filter(({ kind }) => kind === 'transcript')
        .map((transcript) => artifactView(world, link, bot, recording, transcript)),
    )
    res.json(page(world, req, transcripts))
  })
  router.get('/:kind/:id/', limit('retrieve'), (req: Request<{ kind: string; id: string }>, res) => {
    const found = findArtifact(world, req.params.id)
    if (found?.artifact.kind !== req.params.kind || !found.recording.isKept) return notFound(res)
    res.json(artifactView(world, link, found.bot, found.recording, found.artifact))
  })
}

/** Seconds between `joining_call` and `done`; a bot that ended fatally is not billed. */
export function mountBilling(router: Router, world: RecallWorld, limit: Limit) {
  router.get('/billing/usage/', limit('usage'), (req, res) => {
    const from = Date.parse(String(req.query.start ?? '')) || 0
    const to = Date.parse(String(req.query.end ?? '')) || Number.MAX_SAFE_INTEGER
    const total = world.bots.values().reduce((sum, bot) => {
      const at = (code: string) => bot.statusChanges.find((change) => change.code === code)?.at
      const [joined, done] = [at('joining_call'), at('done')]
      const counts = joined !== undefined && done !== undefined && joined >= from && joined < to
      return counts ? sum + (done - joined) / 1000 : sum
    }, 0)
    res.json({ bot_total: total })
  })
}

/** Cursor pages, as every list but that of the bots has them. */
function page<T>(world: RecallWorld, req: Request, results: T[]) {
  const { pageSize } = world.knobs
  const from = Number(req.query.cursor) || 0
  const link = (cursor: number) => {
    const url = new URL(req.originalUrl, world.context.url())
    url.searchParams.set('cursor', String(cursor))
    return url.href
  }
  return {
    next: from + pageSize < results.length ? link(from + pageSize) : null,
    previous: from > 0 ? link(Math.max(0, from - pageSize)) : null,
    results: results.slice(from, from + pageSize),
  }
}

const notFound = (res: Response) => void res.status(404).json({ code: 'not_found', detail: 'Not found.' })
