// Drives each bot along its steps on virtual time, and takes commands from clients and from the control page.
import { randomUUID } from 'node:crypto'
import type { BotConfig } from './config.ts'
import { parseMeetingUrl } from './meeting-url.ts'
import { speak } from './speak.ts'
import { deleteRecording, steps } from './steps.ts'
import type { Due, SimBot } from './types.ts'
import { type RecallWorld, setRecording, setStatus } from './world.ts'

export const SCHEDULED_FROM_MS = 10 * 60_000

export type Lifecycle = ReturnType<typeof createLifecycle>

export function createLifecycle(world: RecallWorld) {
  const { clock } = world.context
  const alarms = new Map<string, () => void>()

  /** Does everything that is due, each thing at its own moment, and sets the alarm for what comes next. */
  function run(bot: SimBot) {
    for (let due = nextDue(bot); due && due.at <= clock.now(); due = nextDue(bot)) {
      const done = due
      bot.due = bot.due.filter((other) => other !== done)
      steps[due.step](world, bot, due.at, due)
    }
    save(bot)
  }
  function save(bot: SimBot) {
    world.bots.set(bot.id, bot)
    alarms.get(bot.id)?.()
    const due = nextDue(bot)
    if (due && due.at < Number.MAX_SAFE_INTEGER)
      alarms.set(
        bot.id,
        clock.at(due.at, () => wake(bot.id)),
      )
    else alarms.delete(bot.id)
  }
  async function wake(id: string) {
    const bot = world.bots.get(id)
    if (bot) run(bot)
    await idle()
  }
  /** Waits for both kinds of sender: the one may give the other something to say. */
  async function idle() {
    await world.realtime.idle()
    await world.outbox.idle()
  }

  return {
    idle,
    save,

    create(config: BotConfig): SimBot {
      const now = clock.now()
      const bot = newBot(config, now)
      bot.due.push({ at: Math.max(now, bot.joinAt ?? now), step: 'launch' })
      save(bot)
      return bot
    },

    /** Whether a machine has been set aside for this bot, so that it can no longer be changed or deleted. */
    isDispatched: (bot: SimBot) =>
      !bot.scheduled || bot.place !== 'waiting' || (bot.joinAt ?? 0) - clock.now() < SCHEDULED_FROM_MS,

    /** Takes over the request's fields, and the new time if there is one. */
    change(bot: SimBot, config: BotConfig) {
      Object.assign(bot, { config, ...identity(config) })
      bot.joinAt = config.join_at === null ? null : Date.parse(config.join_at)
      bot.due = [{ at: bot.joinAt ?? clock.now(), step: 'launch' }]
      save(bot)
    },

    remove(bot: SimBot) {
      alarms.get(bot.id)?.()
      alarms.delete(bot.id)
      world.bots.delete(bot.id)
    },

    /** Makes this the next thing that happens. Anything a person or a client can do to a bot in a call. */
    now(bot: SimBot, step: Due['step'], subCode?: string) {
      bot.due.unshift({ at: clock.now(), step, ...(subCode && { subCode }) }) // also before a launch of this very instant
      run(bot)
    },

    refuse(bot: SimBot) {
      bot.refused = true
      if (bot.place === 'lobby') this.now(bot, 'leave', 'bot_kicked_from_waiting_room')
      save(bot)
    },

    pause(bot: SimBot) {
      const recording = bot.recordings.at(-1)
      const at = clock.now()
      bot.place = 'paused'
      recording?.pauses.push({ from: at, to: null })
      setStatus(world, bot, 'in_call_not_recording', at)
      if (recording) setRecording(world, bot, recording, { code: 'paused', at })
      save(bot)
    },

    resume(bot: SimBot) {
      const recording = bot.recordings.at(-1)
      const at = clock.now()
      bot.place = 'recording'
      for (const pause of recording?.pauses ?? []) pause.to ??= at
      setStatus(world, bot, 'in_call_recording', at)
      if (recording) setRecording(world, bot, recording, { code: 'processing', at })
      save(bot)
    },

    chat(bot: SimBot, text: string, to: string) {
      speak.chat(world, bot, bot.recordings.at(-1), text, to, clock.now())
      save(bot)
    },

    deleteMedia(bot: SimBot) {
      for (const recording of bot.recordings) deleteRecording(world, bot, recording, clock.now())
      save(bot)
    },

    /** After a restart: every bot goes on where virtual time says. */
    start() {
      for (const bot of world.bots.values()) save(bot)
    },
  }
}

/** The earliest; of two at the same moment, the one that was planned first. */
function nextDue(bot: SimBot): Due | undefined {
  return bot.due.reduce<Due | undefined>(
    (first, due) => (!first || due.at < first.at ? due : first),
    undefined,
  )
}

function newBot(config: BotConfig, now: number): SimBot {
  const joinAt = config.join_at === null ? null : Date.parse(config.join_at)
  return {
    id: randomUUID(),
    createdAt: now,
    config,
    ...identity(config),
    joinAt,
    scheduled: joinAt !== null && joinAt - now > SCHEDULED_FROM_MS,
    place: 'waiting',
    statusChanges: [],
    due: [],
    recordings: [],
    refused: false,
    nextMoment: 0,
    chatSent: [],
  }
}

function identity(config: BotConfig) {
  const meetingUrl = parseMeetingUrl(config.meeting_url)
  if (!meetingUrl) throw new Error(`not a meeting link: ${config.meeting_url}`) // readConfig let it through
  return { meetingUrl }
}
