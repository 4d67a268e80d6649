/** The letter about a bot in the lobby, as things stand when it is sent: nobody is asked to open a door that is open. */
import type { OrganizationTx } from '#db/db.ts'
import { noticeOf } from '#mail/notice/notice-version.ts'
import { renderNotice } from '#mail/notice/render-notice.ts'
import type { Composing, Intent, RenderedMail } from '#mail/types.ts'

/** Or why it is not sent any more. */
export async function composeNotice(
  tx: OrganizationTx,
  { sessionId, version }: Intent,
  { publicUrl, links }: Composing,
): Promise<RenderedMail | { because: string }> {
  const { generation, kind } = noticeOf(version)
  const bot = await botOf(tx, sessionId ?? '', generation)
  if (!bot) return { because: 'The meeting is not there any more' }
  const isWaiting = bot.state === 'waiting_room'
  if (kind !== 'let_in' && !isWaiting) return { because: 'The bot is not in the lobby any more' }
  return renderNotice({
    ...{ kind, title: bot.title, botName: bot.botName ?? 'LiveConvo' },
    ...{
      meetingUrl: bot.meetingUrl,
      pageUrl: `${publicUrl}/meetings/${sessionId}`,
      settingsUrl: links.settings,
    },
  })
}

const botOf = (tx: OrganizationTx, sessionId: string, generation: number) =>
  tx
    .selectFrom('bots')
    .innerJoin('sessions', 'sessions.id', 'bots.sessionId')
    .leftJoin('botSettings', 'botSettings.organizationId', 'bots.organizationId')
    .select(['bots.state', 'bots.meetingUrl', 'sessions.title', 'botSettings.botName'])
    .where('bots.sessionId', '=', sessionId)
    .where('bots.generation', '=', generation)
    .where('sessions.deletedAt', 'is', null)
    .executeTakeFirst()
