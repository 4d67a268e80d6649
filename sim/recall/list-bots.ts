// The list of bots: Recall's filters, and pages that are numbered.
import type { Request } from 'express'
import type { SimBot } from './types.ts'
import type { RecallWorld } from './world.ts'

/** `{count, next, previous, results}`, the newest bot first; `next` and `previous` are whole addresses. */
export function listBots<View>(world: RecallWorld, req: Request, view: (bot: SimBot) => View) {
  const asked = new URL(req.originalUrl, world.context.url())
  const matching = world.bots
    .values()
    .filter((bot) => matches(bot, asked.searchParams))
    .sort((a, b) => b.createdAt - a.createdAt)
  const { pageSize } = world.knobs
  const page = Math.max(1, Number(asked.searchParams.get('page')) || 1)
  const from = page === 1 ? 0 : Math.max(0, (page - 1) * pageSize + world.knobs.faults.pageShift)
  const link = (number: number) => {
    const url = new URL(asked)
    url.searchParams.set('page', String(number))
    return url.href
  }
  return {
    count: matching.length,
    next: page * pageSize < matching.length ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: matching.slice(from, from + pageSize).map(view),
  }
}

function matches(bot: SimBot, query: URLSearchParams): boolean {
  const after = query.get('join_at_after')
  const before = query.get('join_at_before')
  const joinAt = bot.joinAt ?? bot.createdAt // the filter knows the time even after the field was cleared
  const statuses = query.getAll('status')
  const platforms = query.getAll('platform')
  const link = query.get('meeting_url')
  return (
    (after === null || joinAt >= Date.parse(after)) &&
    (before === null || joinAt <= Date.parse(before)) &&
    (link === null || bot.config.meeting_url === link) &&
    (platforms.length === 0 || platforms.includes(bot.meetingUrl.platform)) &&
    (statuses.length === 0 || statuses.includes(bot.statusChanges.at(-1)?.code ?? 'ready')) &&
    [...query].every(([name, value]) => hasMetadata(bot, name, value))
  )
}

const hasMetadata = (bot: SimBot, name: string, value: string) =>
  !name.startsWith('metadata__') || bot.config.metadata[name.slice('metadata__'.length)] === value
