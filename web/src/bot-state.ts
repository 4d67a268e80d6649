/** What a bot's state means to a page. */
import type { Meeting } from './queries.ts'

export type BotState = NonNullable<Meeting['bot']>['state']

const atTheMeeting: readonly BotState[] = ['joining', 'waiting_room', 'in_call', 'recording', 'leaving']

/** A bot is at the door or inside. */
export const isLive = (state: BotState | null | undefined) => state != null && atTheMeeting.includes(state)
