// What a bot hears, said to the real-time endpoints that asked for it.
import { isoZ } from './instants.ts'
import type { Moment, Participant } from './timeline.ts'
import type { SimBot, SimRecording } from './types.ts'
import { type RecallWorld, refs } from './world.ts'

type Said = { event: string; artifact: 'transcript' | 'participant_events'; data: object }

export const speak = {
  moment(world: RecallWorld, bot: SimBot, recording: SimRecording, moment: Moment, at: number) {
    say(world, bot, recording, payload(bot, recording, moment, at))
  },

  /** The bot's own message, which comes back to it like anybody's. */
  chat(
    world: RecallWorld,
    bot: SimBot,
    recording: SimRecording | undefined,
    text: string,
    to: string,
    at: number,
  ) {
    bot.chatSent.push({ at, text, to })
    if (!recording || bot.place !== 'recording') return
    const data = participantEvent(recording, itself(bot), at, { text, to: 'everyone' })
    say(world, bot, recording, {
      event: 'participant_events.chat_message',
      artifact: 'participant_events',
      data,
    })
  },
}

/** Seconds from the beginning of the recording. */
export const relative = (recording: SimRecording, at: number): number =>
  Math.round(at - recording.startedAt) / 1000

const talkSecond = (recording: SimRecording, second: number) =>
  relative(recording, recording.talkStartsAt + second * 1000)

function payload(bot: SimBot, recording: SimRecording, moment: Moment, at: number): Said {
  const { event, participant } = moment
  if (!('words' in moment)) {
    const inner = 'text' in moment ? { text: moment.text, to: 'everyone' } : null
    return {
      event,
      artifact: 'participant_events',
      data: participantEvent(recording, participant, at, inner),
    }
  }
  const words = moment.words.map(({ text, start, end }) => ({
    text,
    start_timestamp: { relative: talkSecond(recording, start) },
    end_timestamp: { relative: talkSecond(recording, end) },
  }))
  return { event, artifact: 'transcript', data: { words, language_code: languageOf(bot), participant } }
}

const participantEvent = (
  recording: SimRecording,
  participant: Participant,
  at: number,
  data: object | null,
) => ({
  participant,
  timestamp: { absolute: isoZ(at), relative: relative(recording, at) },
  data,
})

/** The one that was asked for; everything here is spoken in English. */
export function languageOf(bot: SimBot): string {
  const options = Object.values(bot.config.recording_config?.transcript?.provider ?? {})[0]
  const asked = options?.language_code
  return typeof asked === 'string' && asked !== 'auto' ? asked : 'en'
}

function say(world: RecallWorld, bot: SimBot, recording: SimRecording, { event, artifact, data }: Said) {
  const source = recording.artifacts.find(({ kind }) => kind === artifact)
  if (!source) return
  for (const endpoint of recording.endpoints.filter(({ events }) => events.includes(event)))
    world.realtime.send(bot.id, endpoint, event, {
      data,
      realtime_endpoint: { id: endpoint.id, metadata: {} },
      [artifact]: { id: source.id, metadata: source.metadata },
      ...refs(bot, recording),
    })
}

const itself = (bot: SimBot): Participant => ({
  id: 1,
  name: bot.config.bot_name,
  is_host: false,
  platform: 'unknown',
  extra_data: {},
  email: null,
})
