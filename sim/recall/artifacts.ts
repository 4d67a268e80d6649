// What a recording leaves behind, as files behind links that expire.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response, Router } from 'express'
import { isoZ } from './instants.ts'
import { sendWav } from './media.ts'
import { heard, momentAt, scriptOf } from './recording.ts'
import { languageOf, relative } from './speak.ts'
import type { Moment } from './timeline.ts'
import type { SimBot, SimRecording } from './types.ts'
import type { Link } from './view.ts'
import { type RecallWorld, sceneFor } from './world.ts'

const LINK_LIVES_MS = 6 * 3_600_000

/** Fresh at every call, as the real ones are. */
export function downloadLinks({ context: { clock, url, secrets } }: RecallWorld): Link {
  return (kind, id) => {
    const expires = clock.now() + LINK_LIVES_MS
    return `${url()}/recall/download/${kind}/${id}?expires=${expires}&token=${token(secrets.recallApiKey, kind, id, expires)}`
  }
}

const token = (key: string, kind: string, id: string, expires: number) =>
  createHmac('sha256', key).update(`${kind}/${id}/${expires}`).digest('hex')

/** GET /download/<kind>/<artifact id>: no API key, but a good token that has not expired; otherwise 403, like S3. */
export function mountDownloads(router: Router, world: RecallWorld) {
  const { clock, secrets } = world.context
  router.get('/download/:kind/:id', (req: Request<{ kind: string; id: string }>, res) => {
    const expires = Number(req.query.expires)
    const expected = Buffer.from(token(secrets.recallApiKey, req.params.kind, req.params.id, expires))
    const given = Buffer.from(String(req.query.token))
    const isGood = given.length === expected.length && timingSafeEqual(given, expected)
    if (!isGood || !(clock.now() < expires)) return void res.status(403).send('AccessDenied')
    const found = findArtifact(world, req.params.id)
    if (found?.artifact.status.code !== 'done') return void res.status(404).send('NoSuchKey')
    if (req.params.kind === 'video_mixed') return play(req, res, world, found.bot, found.recording)
    send(res, world, req.params.kind, found.bot, found.recording)
  })
}

export function findArtifact(world: RecallWorld, id: string) {
  for (const bot of world.bots.values())
    for (const recording of bot.recordings)
      for (const artifact of recording.artifacts) if (artifact.id === id) return { bot, recording, artifact }
  return undefined
}

function send(res: Response, world: RecallWorld, kind: string, bot: SimBot, recording: SimRecording) {
  const script = scriptOf(world.context.meetings, sceneFor(bot), bot.config.meeting_url)
  const moments = heard(recording, script, world.context.clock.now())
  switch (kind) {
    case 'transcript':
      return void res.json(transcriptFile(bot, recording, moments))
    case 'participants':
      return void res.json(
        moments
          .filter(({ event }) => event === 'participant_events.join')
          .map(({ participant }) => participant),
      )
    case 'participant_events':
      return void res.json(eventsFile(recording, moments))
    case 'speaker_timeline':
      return void res.json(
        spoken(moments).map((line) => ({ participant: line.participant, ...span(recording, line) })),
      )
    case 'provider_data':
      return void res.json({ parts: [] })
    default:
      return void res.status(404).send('NoSuchKey')
  }
}

/** Tones instead of voices and a picture; what matters is that it plays, seeks, and is as long as the recording. */
function play(req: Request, res: Response, world: RecallWorld, bot: SimBot, recording: SimRecording) {
  const script = scriptOf(world.context.meetings, sceneFor(bot), bot.config.meeting_url)
  const moments = heard(recording, script, world.context.clock.now())
  const second = (at: number) => relative(recording, recording.talkStartsAt + at * 1000)
  const tones = spoken(moments).map(({ participant, words }) => ({
    speaker: participant.id / 100,
    start: second(words[0]?.start ?? 0),
    end: second(words.at(-1)?.end ?? 0),
  }))
  sendWav(req, res, tones, relative(recording, recording.completedAt ?? world.context.clock.now()))
}

type Spoken = Extract<Moment, { words: unknown }>
const spoken = (moments: Moment[]) =>
  moments.filter((moment): moment is Spoken => moment.event === 'transcript.data')

function transcriptFile(bot: SimBot, recording: SimRecording, moments: Moment[]) {
  return spoken(moments)
    .toSorted((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0))
    .map(({ participant, words }) => ({
      participant,
      language_code: languageOf(bot),
      words: words.map(({ text, start, end }) => ({
        text,
        start_timestamp: stamp(recording, start),
        end_timestamp: stamp(recording, end),
      })),
    }))
}

function eventsFile(recording: SimRecording, moments: Moment[]) {
  return moments
    .filter(({ event }) => event.startsWith('participant_events.'))
    .map((moment, index) => ({
      id: index + 1,
      action: moment.event.slice('participant_events.'.length),
      participant: moment.participant,
      timestamp: atMs(recording, momentAt(recording, moment)),
      data: 'text' in moment ? { text: moment.text, to: 'everyone' } : null,
    }))
}

const span = (recording: SimRecording, { words }: Spoken) => ({
  start_timestamp: stamp(recording, words[0]?.start ?? 0),
  end_timestamp: stamp(recording, words.at(-1)?.end ?? 0),
})

const stamp = (recording: SimRecording, second: number) =>
  atMs(recording, Math.round(recording.talkStartsAt + second * 1000))
const atMs = (recording: SimRecording, at: number) => ({
  relative: relative(recording, at),
  absolute: isoZ(at),
})
