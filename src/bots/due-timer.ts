import type { BotNeeds } from '#bots/types.ts'
export const startDueTimer = (_needs: BotNeeds) => async () => {}
