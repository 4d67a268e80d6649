/** What the journey prints for people: steps as they happen, a bar over a folder, a table at the end. */
import type { Facts, Step } from './types.ts'

export const stepLine = ({ ok, name, ms, at, fact }: Step) =>
  `${ok ? '✓' : '✗'} ${at}  ${name.padEnd(36)} ${`${ms} ms`.padStart(9)}  ${fact}`

export const verdict = ({ ok, meeting, lines, emails, billable_seconds }: Facts) =>
  ok
    ? `\nThe whole road: "${meeting}", ${lines} lines, ${emails} e-mail, ${billable_seconds} s metered.`
    : `\nThe road broke: "${meeting}".`

const BAR = 30

/** On a terminal one line that is drawn over itself; in a log one line for each meeting that is done. */
export function progress(done: number, all: number, name: string): void {
  if (!process.stderr.isTTY) return void process.stderr.write(`${done}/${all} ${name}\n`)
  const full = Math.round((done / all) * BAR)
  process.stderr.write(
    `\r${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${all} ${name.slice(0, 40).padEnd(40)}`,
  )
  if (done === all) process.stderr.write('\n')
}

/** One row per meeting. */
export function table(all: { file: string; facts: Facts; seconds: number }[]): string {
  const rows = all.map(({ file, facts, seconds }) => {
    const broken = facts.steps.find(({ ok }) => !ok)
    const end = broken ? `${broken.name}: ${broken.fact}` : `${facts.summary?.points ?? 0} points`
    return [
      facts.ok ? '✓' : '✗',
      file,
      `${facts.lines}`,
      `${facts.billable_seconds} s`,
      `${seconds.toFixed(1)} s`,
      end,
    ]
  })
  const head = ['', 'meeting', 'lines', 'recorded', 'took', 'summary']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const draw = (row: string[]) =>
    row
      .map((cell, i) =>
        i > 1 && i < 5 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(i === 5 ? 0 : (widths[i] ?? 0)),
      )
      .join('  ')
  return [draw(head), ...rows.map(draw)].join('\n')
}
