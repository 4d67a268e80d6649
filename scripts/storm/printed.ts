/** The figures of a run as people read them. */
import type { Hunt } from './find-mutants.ts'
import type { Report } from './report.ts'

export function printed(report: Report): string {
  const { seeds, first, virtualHours, steps, kills, faults, points, invariants } = report
  return [
    `storms      ${seeds} (seeds ${first} to ${first + seeds - 1}), ${virtualHours} virtual hours, ${steps} steps, ${kills} kills`,
    `crash points ${Object.keys(points).length} places, passed ${total(points)} times`,
    '',
    'faults that struck',
    ...columns(faults),
    '',
    'invariants and how often each was checked',
    ...columns(invariants),
    '',
    ...report.missing.map((what) => `✗ ${what}`),
    ...report.broken.map(({ seed, says }) => `✗ SEED ${seed}: ${says}`),
    `${seeds - report.broken.length} held, ${report.broken.length} broken`,
  ].join('\n')
}

export const huntLine = ({ name, seed, says, seconds }: Hunt) =>
  seed === null
    ? `✗ ${name}: not found (${seconds} s)`
    : `✓ ${name}: seed ${seed}, ${says?.split(' ')[0]} (${seconds} s)`

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)
const columns = (counts: Record<string, number>) =>
  Object.entries(counts).map(([name, count]) => `  ${name.padEnd(34)} ${count}`)
