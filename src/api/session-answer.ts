/** One meeting as its page shows it: what several rooms know of it, put together for somebody who may see it. */
import type { ApiNeeds, Caller } from '#api/needs.ts'
import { consentsOf } from '#bots/manners/consents.ts'
import { botOfSession, botTimeline, commandsOf, openNotices, waitingOf } from '#bots/reads.ts'
import type { OrganizationTx } from '#db/db.ts'
import { readMeetingUsage } from '#pipeline/model/usage.ts'
import { figuresOf } from '#sessions/figures.ts'
import { readBillableSeconds, readLines, readMails, readSession, readSummary } from '#sessions/reads.ts'

/** Throws not_found for those who may not see it. */
export async function sessionAnswer(tx: OrganizationTx, { config }: ApiNeeds, caller: Caller, id: string) {
  const session = await readSession(tx, caller, id)
  const lines = await readLines(tx, id)
  return {
    ...session,
    lines,
    figures:
      session.status === 'active'
        ? null
        : figuresOf(
            lines.filter(({ isFinal }) => isFinal),
            session.durationSeconds,
          ),
    canManage: session.userId === caller.userId,
    bot: await botAnswer(tx, id, config.recall === null),
    summary: await summaryAnswer(tx, id),
    mails: await readMails(tx, id),
    billableSeconds: await readBillableSeconds(tx, id),
  }
}

async function summaryAnswer(tx: OrganizationTx, id: string) {
  const summary = await readSummary(tx, id)
  return summary && { ...summary, usage: await readMeetingUsage(tx, id) }
}

async function botAnswer(tx: OrganizationTx, sessionId: string, recallIsOff: boolean) {
  const bot = await botOfSession(tx, sessionId, { recallIsOff })
  if (!bot) return null
  return {
    ...bot,
    ...(await waitingOf(tx, bot.id)),
    timeline: await botTimeline(tx, bot.id),
    notices: await openNotices(tx, bot.id),
    commands: await commandsOf(tx, sessionId),
    consents: await consentsOf(tx, sessionId),
  }
}
