// What the parts of the Recall stand-in share, and how they tell the product about a bot.
import type { SimContext } from '../provider.ts'
import type { Collection } from '../store.ts'
import { isoOffset } from './instants.ts'
import type { Knobs } from './knobs.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { openRealtime, type Realtime } from './realtime.ts'
import { type Scene, sceneOf } from './scene.ts'
import type { SimArtifact, SimBot, SimRecording } from './types.ts'

export type RecallWorld = {
  context: SimContext
  knobs: Knobs
  bots: Collection<SimBot>
  outbox: Outbox
  realtime: Realtime
}

export function openRecallWorld(context: SimContext, knobs: Knobs): RecallWorld {
  const bots = context.store.collection<SimBot>('recall_bots')
  const outbox = openOutbox(context, knobs)
  const realtime = openRealtime(context, knobs, async (botId, endpointId) => {
    const bot = bots.get(botId)
    if (bot) tellEndpoint(outbox, bot, endpointId, 'failed', context.clock.now())
    await outbox.idle()
  })
  return { context, knobs, bots, outbox, realtime }
}

export const sceneFor = (bot: SimBot): Scene => sceneOf(bot.config.meeting_url)

const botRef = (bot: SimBot) => ({ id: bot.id, metadata: bot.config.metadata })
const recordingRef = ({ id, metadata }: SimRecording) => ({ id, metadata })

/** The references that every real-time message carries. */
export const refs = (bot: SimBot, recording: SimRecording) => ({
  recording: recordingRef(recording),
  bot: botRef(bot),
})

/** Changes the bot's status and says so. */
export function setStatus(
  world: RecallWorld,
  bot: SimBot,
  code: string,
  at: number,
  subCode: string | null = null,
) {
  bot.statusChanges.push({ code, subCode, at })
  world.outbox.send(bot.id, `bot.${code}`, { data: fact(code, subCode, at), bot: botRef(bot) })
}

export type Change = { code: SimRecording['status']['code']; at: number; subCode?: string | null }

export function setRecording(world: RecallWorld, bot: SimBot, recording: SimRecording, change: Change) {
  const { code, at, subCode = null } = change
  recording.status = { code, subCode, at }
  if (recording.isKept)
    world.outbox.send(bot.id, `recording.${code}`, { data: fact(code, subCode, at), ...refs(bot, recording) })
}

export function setArtifact(
  world: RecallWorld,
  bot: SimBot,
  recording: SimRecording,
  artifact: SimArtifact,
  { code, at, subCode = null }: Change,
) {
  artifact.status = { code, subCode, at }
  if (!recording.isKept) return
  world.outbox.send(bot.id, `${artifact.kind}.${code}`, {
    data: fact(code, subCode, at),
    [artifact.kind]: { id: artifact.id, metadata: artifact.metadata },
    ...refs(bot, recording),
  })
}

export function tellEndpoint(
  outbox: Outbox,
  bot: SimBot,
  endpointId: string,
  code: 'running' | 'done' | 'failed',
  at: number,
) {
  const recording = bot.recordings.find(({ endpoints }) => endpoints.some(({ id }) => id === endpointId))
  const error = { code: 'endpoint_unreachable', message: 'The endpoint did not answer with 2xx in 60 tries.' }
  outbox.send(bot.id, `realtime_endpoint.${code}`, {
    data: { ...fact(code, '', at), ...(code === 'failed' && { error }) },
    realtime_endpoint: { id: endpointId, metadata: {} },
    recording: recording ? recordingRef(recording) : null,
    bot: botRef(bot),
  })
}

const fact = (code: string, subCode: string | null, at: number) => ({
  code,
  sub_code: subCode,
  updated_at: isoOffset(at),
})
