/** What a notice says on the page. Pure. */
import type { BotNotices } from '#db/tables.gen.ts'

export type NoticeKind = BotNotices['kind']

const sentences: Record<NoticeKind, string> = {
  lobby: '“{bot}” is waiting in the lobby. Somebody who may admit people has to let it in.',
  lobby_again: '“{bot}” is still waiting in the lobby. Until somebody lets it in, nothing is recorded.',
  let_in: '“{bot}” was let in.',
  no_sign: '“{bot}” should be on its way, and Recall has not sent it. We are looking into it.',
  no_words: '“{bot}” records, but has heard no words for a minute. Is everybody muted?',
  no_end: 'The meeting was planned to be over half an hour ago, and “{bot}” is still in it.',
  media_expires:
    'What was recorded is about to expire at Recall, and its transcript has not been fetched yet.',
}

export const noticeSentence = (kind: NoticeKind, botName: string): string =>
  sentences[kind].replaceAll('{bot}', botName)
