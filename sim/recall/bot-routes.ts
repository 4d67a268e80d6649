// /api/v1/bot/: the bots and what can be done to them.
import type { Request, RequestHandler, Response, Router } from 'express'
import { type BotConfig, type FieldErrors, readConfig } from './config.ts'
import type { Group } from './faults.ts'
import { type Lifecycle, SCHEDULED_FROM_MS } from './lifecycle.ts'
import { listBots } from './list-bots.ts'
import { providersWhileRecording } from './recording-config.ts'
import { sceneOf } from './scene.ts'
import type { SimBot } from './types.ts'
import { botView, type Link } from './view.ts'
import type { RecallWorld } from './world.ts'

export const REFILL_MS = 90_000

export type Limit = (group: Group) => RequestHandler
type One = Request<{ id: string }>

export function mountBots(router: Router, world: RecallWorld, life: Lifecycle, link: Link, limit: Limit) {
  const { clock, store } = world.context
  const busy = store.collection<number>('recall_busy')
  const view = (bot: SimBot) => botView(world, link, bot)
  const withBot = (use: (bot: SimBot, req: One, res: Response) => void) => (req: One, res: Response) => {
    const bot = world.bots.get(req.params.id)
    if (bot) use(bot, req, res)
    else res.status(404).json({ code: 'not_found', detail: 'Not found.' })
  }

  router.post('/bot/', limit('create'), (req, res) => {
    if (!world.knobs.hasCredit)
      return refuse(res, 402, 'insufficient_credit', 'The workspace is out of credit.')
    const read = readBody(req.body)
    if ('errors' in read) return void res.status(400).json(read.errors)
    const isBusy = res.locals.isBusy === true || (isAdHoc(read.config) && !takeFromPool(read.config))
    if (isBusy) {
      res.set('retry-after', '30')
      return refuse(
        res,
        507,
        'adhoc_pool_depleted',
        'No bots are available right now. Try again in 30 seconds.',
      )
    }
    res.status(201).json(view(life.create(read.config)))
  })
  router.get('/bot/', limit('list'), (req, res) => void res.json(listBots(world, req, view)))
  router.get(
    '/bot/:id/',
    limit('retrieve'),
    withBot((bot, _req, res) => void res.json(view(bot))),
  )

  router.patch(
    '/bot/:id/',
    limit('change'),
    withBot((bot, req, res) => {
      const changes: Record<string, unknown> = { ...req.body }
      if (bot.place !== 'waiting' || !bot.scheduled || ('join_at' in changes && life.isDispatched(bot)))
        return refuse(res, 400, 'update_bot_failed', 'Only non-dispatched bots can be updated.')
      const read = readBody({ ...bot.config, ...changes })
      if ('errors' in read) return void res.status(400).json(read.errors)
      if ('join_at' in changes && isAdHoc(read.config))
        return refuse(res, 400, 'update_bot_failed', 'Not enough time to launch new bot.')
      life.change(bot, read.config)
      res.json(view(bot))
    }),
  )
  router.delete(
    '/bot/:id/',
    limit('change'),
    withBot((bot, _req, res) => {
      if (life.isDispatched(bot))
        return refuse(res, 405, 'method_not_allowed', 'Method "DELETE" not allowed.')
      life.remove(bot)
      res.status(204).end()
    }),
  )

  /** `places` are where the bot must be; earlier is "unstarted", later is "completed". */
  const command = (
    name: string,
    places: SimBot['place'][],
    run: (bot: SimBot, req: One) => FieldErrors | undefined,
  ) =>
    router.post(
      `/bot/:id/${name}/`,
      limit('command'),
      withBot((bot, req, res) => {
        if (bot.place === 'ended' || bot.place === 'gone')
          return refuse(res, 400, 'cannot_command_completed_bot', 'The bot has already completed.')
        if (
          !places.includes(bot.place) &&
          !(bot.place === 'waiting' && name === 'leave_call' && life.isDispatched(bot))
        )
          return refuse(res, 400, 'cannot_command_unstarted_bot', 'The bot has not started yet.')
        const errors = run(bot, req)
        res.status(errors ? 400 : 200).json(errors ?? view(bot))
      }),
    )
  command('leave_call', ['joining', 'lobby', 'in_call', 'recording', 'paused'], (bot) => {
    life.now(bot, 'leave', 'bot_received_leave_call')
    return undefined
  })
  command('send_chat_message', ['in_call', 'recording', 'paused'], (bot, req) => {
    const { message, to } = { message: undefined, to: 'everyone', ...req.body }
    if (typeof message !== 'string') return { message: ['This field is required.'] }
    if (message.length > 4096) return { message: ['Ensure this field has no more than 4096 characters.'] }
    life.chat(bot, message, String(to))
    return undefined
  })
  command('pause_recording', ['recording'], (bot) => void life.pause(bot))
  command('resume_recording', ['paused'], (bot) => void life.resume(bot))

  router.post(
    '/bot/:id/delete_media/',
    limit('command'),
    withBot((bot, _req, res) => {
      if (bot.place !== 'gone')
        return refuse(res, 400, 'cannot_delete_media', 'The bot has not completed yet.')
      life.deleteMedia(bot)
      res.json(view(bot))
    }),
  )

  function readBody(body: unknown): { config: BotConfig } | { errors: FieldErrors } {
    const read = readConfig(body)
    if ('errors' in read) return read
    const provider = Object.keys(read.config.recording_config?.transcript?.provider ?? {})[0]
    const isKnown = provider === undefined || providersWhileRecording.includes(provider)
    if (isKnown || (provider === 'recallai_async' && world.knobs.asyncAtCreation === 'ignore')) return read
    return {
      errors: { recording_config: { transcript: { provider: [`"${provider}" is not a valid choice.`] } } },
    }
  }
  function isAdHoc({ join_at }: BotConfig) {
    return join_at === null || Date.parse(join_at) - clock.now() <= SCHEDULED_FROM_MS
  }
  /** False when every warm machine is taken, or when the link asks for a busy day. */
  function takeFromPool({ meeting_url }: BotConfig) {
    const refused = busy.get(meeting_url) ?? 0
    if (refused < sceneOf(meeting_url).busyTimes) {
      busy.set(meeting_url, refused + 1)
      return false
    }
    const since = clock.now() - REFILL_MS
    return (
      world.bots.values().filter((bot) => !bot.scheduled && bot.createdAt > since).length <
      world.knobs.adHocPool
    )
  }
}

const refuse = (res: Response, status: number, code: string, detail: string) =>
  void res.status(status).json({ code, detail })
