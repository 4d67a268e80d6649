import type { BotNeeds } from '#bots/types.ts'
export async function converge(_needs: BotNeeds, _organizationId: string, _botId: string): Promise<void> {}
