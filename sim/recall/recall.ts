// A Recall.ai for one machine: the documented paths, bodies, errors, limits, signatures and order of events.
import express, { type ErrorRequestHandler, Router } from 'express'
import { agendaOf } from '../calendars/agenda.ts'
import type { Provider, SimContext } from '../provider.ts'
import { downloadLinks, mountDownloads } from './artifacts.ts'
import { mountBots } from './bot-routes.ts'
import { mountCalendars } from './calendars/calendar-routes.ts'
import { openHeldCalendars } from './calendars/held-calendars.ts'
import type { SimCalendar } from './calendars/types.ts'
import { troubled } from './faults.ts'
import { authenticated, firewall, idempotent, limiter } from './gate.ts'
import { documentedKnobs, type Knobs } from './knobs.ts'
import { createLifecycle } from './lifecycle.ts'
import type { Message } from './outbox.ts'
import { mountBilling, mountRecordings } from './recording-routes.ts'
import type { SimBot } from './types.ts'
import { openRecallWorld } from './world.ts'

export type RecallSim = Provider & {
  /** Turn these at any time. */
  knobs: Knobs
  /** The newest first. */
  bots(): SimBot[]
  /** Those that it holds (Calendar V2). */
  calendars(): SimCalendar[]
  /** The newest first. */
  messages(count: number): Message[]
  /** Sends a webhook again, under its old id. False when there is no such message. */
  replay(messageId: string): boolean
  /** What the people in the meeting do to a bot. False when there is no such bot, or it is past that. */
  admit(botId: string): boolean
  refuse(botId: string): boolean
  kick(botId: string): boolean
  end(botId: string): boolean
}

export function recallSim(context: SimContext): RecallSim {
  const knobs = documentedKnobs()
  const world = openRecallWorld(context, knobs)
  const life = createLifecycle(world)
  const link = downloadLinks(world)
  const held = openHeldCalendars(world, agendaOf(context))

  const limit = limiter(context, knobs)
  const behindGate = (mount: (api: Router) => void) => {
    const api = Router({ strict: false })
    api.use(express.json({ limit: '10mb' }), firewall(knobs), authenticated(context))
    api.use(troubled(knobs), idempotent(context))
    mount(api)
    api.use((_req, res) => void res.status(404).json({ code: 'not_found', detail: 'Not found.' }))
    return api.use(brokenJson)
  }
  const router = Router()
  router.use(
    '/api/v1',
    behindGate((api) => {
      mountBots(api, world, life, link, limit)
      mountBilling(api, world, limit)
      mountRecordings(api, world, life, link, limit)
    }),
  )
  router.use(
    '/api/v2',
    behindGate((api) => mountCalendars(api, world, held, limit)),
  )
  mountDownloads(router, world)

  const act = (places: SimBot['place'][], run: (bot: SimBot) => void) => (botId: string) => {
    const bot = world.bots.get(botId)
    if (!bot || !places.includes(bot.place)) return false
    run(bot)
    return true
  }

  return {
    router,
    knobs,
    bots: () => world.bots.values().sort((a, b) => b.createdAt - a.createdAt),
    calendars: () => held.calendars.values(),
    messages: (count) => world.outbox.recent(count),
    replay: (messageId) => world.outbox.replay(messageId),
    admit: act(['lobby'], (bot) => life.now(bot, 'admit')),
    refuse: act(['waiting', 'joining', 'lobby'], (bot) => life.refuse(bot)),
    kick: act(['lobby', 'in_call', 'recording', 'paused'], (bot) =>
      life.now(bot, 'leave', bot.place === 'lobby' ? 'bot_kicked_from_waiting_room' : 'bot_kicked_from_call'),
    ),
    end: act(['lobby', 'in_call', 'recording', 'paused'], (bot) =>
      life.now(bot, 'leave', 'call_ended_by_host'),
    ),
    async idle() {
      await held.idle()
      await life.idle()
    },
    start() {
      world.outbox.start()
      world.realtime.start()
      life.start()
      held.start()
    },
    close() {
      held.stop()
      world.outbox.stop()
      world.realtime.stop()
    },
  }
}

const brokenJson: ErrorRequestHandler = (error, _req, res, next) => {
  if (error?.type !== 'entity.parse.failed') return next(error)
  res.status(400).json({ code: 'parse_error', detail: 'JSON parse error' })
}
