/** What people ask of bots: come now, pause, go on, say something, delete what was recorded; and how they appear. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id } from '#api/wire.ts'
import { askCommand } from '#bots/commands/ask-command.ts'
import { joinNow } from '#bots/joining/join-now.ts'
import { readBotSettings, saveBotSettings } from '#bots/settings.ts'
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import { Refusal } from '#lib/errors.ts'
import { ownSession } from '#sessions/own-session.ts'

const done = { ok: true } as const

/** For a meeting that no calendar knows. */
const titles: Record<string, string> = {
  zoom: 'Zoom meeting',
  google_meet: 'Google Meet meeting',
  teams: 'Teams meeting',
  webex: 'Webex meeting',
  goto: 'GoTo meeting',
}

const BotSettings = z
  .object({
    botName: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'the name people see in meetings and lobbies' }),
    canRetryLobby: z.boolean().meta({ description: 'knock once more where nobody opened' }),
    isAnnounced: z.boolean().meta({ description: 'say in the chat who called the bot, and how to stop it' }),
    afterObjection: z
      .enum(['keep', 'delete'])
      .meta({ description: 'what becomes of the part recorded before a participant said no' }),
  })
  .meta({ id: 'BotSettings' })

const COMMANDS = ['pause', 'resume', 'chat', 'delete_media'] as const

export const botRoutes = {
  'POST /v1/bots/join': route({
    summary: 'Send a bot to a meeting at once, by its link; one that is there or about to come is used',
    access: 'member',
    body: z.object({
      link: z.string().trim().min(1).max(2_000),
      title: z.string().trim().min(1).max(300).optional(),
    }),
    returns: z.object({ sessionId: Id, is: z.enum(['there', 'brought_forward', 'sent']) }),
    status: 201,
    async run({ body }, { tx, caller, config, ...needs }) {
      if (!config.recall) throw new Refusal('feature_off', 'Recall is off on this server: no bot can come')
      const found = findMeetingLink({ sources: [{ where: 'location', text: body.link }], isPending: false })
      if (!('url' in found) || !found.url)
        throw new Refusal(
          'link_not_usable',
          'No bot can join through that link. Paste the link that people join by',
        )
      const alternate = found.alternates.find(({ isJoinable }) => isJoinable)
      return joinNow(tx, needs, {
        ...{ organizationId: caller.organizationId, userId: caller.userId },
        title: body.title ?? titles[found.platform] ?? 'Meeting',
        link: {
          url: found.url,
          roomKey: found.roomKey,
          platform: found.platform,
          alternateUrl: alternate?.url ?? null,
        },
      })
    },
  }),

  'POST /v1/sessions/{id}/bot/commands': route({
    summary:
      'Ask the bot to pause, go on, say something in the chat, or have what it recorded deleted at Recall',
    access: 'member',
    params: z.object({ id: Id }),
    body: z
      .object({ kind: z.enum(COMMANDS), message: z.string().trim().min(1).max(500).optional() })
      .refine(({ kind, message }) => (kind === 'chat') === (message !== undefined), {
        error: 'a chat message needs words, the others take none',
        path: ['message'],
      }),
    returns: z.object({ commandId: Id }),
    status: 202,
    async run({ params, body }, { tx, caller, ...needs }) {
      await ownSession(tx, caller, params.id)
      const { organizationId, userId } = caller
      return {
        commandId: await askCommand(tx, needs, { organizationId, sessionId: params.id, userId, ...body }),
      }
    },
  }),

  'GET /v1/bot-settings': route({
    summary: 'How our bots appear, and what a no means',
    access: 'member',
    returns: BotSettings,
    run: (_input, { tx }) => readBotSettings(tx),
  }),

  'PATCH /v1/bot-settings': route({
    summary: 'Change how our bots appear (owners and admins)',
    access: 'admin',
    body: BotSettings.partial(),
    returns: z.object({ ok: z.literal(true) }),
    async run({ body }, { tx, clock, caller }) {
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
      await saveBotSettings(tx, clock, { organizationId: caller.organizationId, ...given })
      return done
    },
  }),
}
