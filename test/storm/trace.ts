/** What happened, line by line, and its hash: two runs of one seed are equal if their hashes are. */
import { createHash } from 'node:crypto'

export type Trace = ReturnType<typeof openTrace>

export function openTrace(now: () => string) {
  const lines: string[] = []
  return {
    /** `outcome` holds nothing that differs between two runs: no port, no duration. */
    add(actor: string, step: string, outcome = '') {
      lines.push(`${now()} ${actor} ${step}${outcome && ` → ${outcome}`}`)
    },
    lines: (): readonly string[] => lines,
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}
