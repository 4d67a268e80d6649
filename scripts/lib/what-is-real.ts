/** The table at the end of a start: which parts are real, which are stand-ins, which are off and what turns them on. */
import type { Config } from '../../src/config.ts'

export type Row = { part: string; state: 'real' | 'stand-in' | 'off'; detail: string }

/** Pure: the configuration the product runs with, and the addresses of the stand-ins (none outside demo mode). */
export function whatIsReal(config: Config, database: string, standIns: string[]): Row[] {
  const hosts = standIns.map((url) => new URL(url).host)
  const row = (part: string, target: string | null | undefined, off: string): Row => {
    if (!target) return { part, state: 'off', detail: off }
    const isStandIn = hosts.includes(new URL(target).host)
    return { part, state: isStandIn ? 'stand-in' : 'real', detail: withoutLogin(target) }
  }
  const google = config.google && (config.google.baseUrl ?? 'https://www.googleapis.com')
  const clock = row('Clock', config.clockUrl, '')
  return [
    { part: 'Database', state: 'real', detail: database },
    row('Recall (bots)', config.recall?.baseUrl, 'set RECALL_API_KEY and RECALL_WEBHOOK_SECRETS'),
    row('Google Calendar', google, 'set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET'),
    row(
      'Outlook Calendar',
      config.microsoft?.graphUrl,
      'set MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET',
    ),
    row(
      'Language model',
      config.openai?.baseUrl,
      'a built-in summarizer writes plain summaries; set OPENAI_API_KEY',
    ),
    row('E-mail', config.smtp?.url, 'set SMTP_URL'),
    clock.state === 'off' ? { part: 'Clock', state: 'real', detail: 'of this machine' } : clock,
  ]
}

/** Rows as aligned lines. */
export function drawTable(rows: Row[]): string {
  const width = Math.max(...rows.map(({ part }) => part.length))
  return rows
    .map(({ part, state, detail }) => `  ${part.padEnd(width)}  ${state.padEnd(8)}  ${detail}`)
    .join('\n')
}

function withoutLogin(target: string): string {
  const { protocol, host, pathname } = new URL(target)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
