/**
 * `npm run nightly -- --minutes N [--meetings DIR]`: the long runs, as many as fit into the time, each after the
 * other. Their figures go, with the commit, into docs/measured/<date>.md.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../src/lib/cannot-start.ts'
import { type Figures, longRuns } from './lib/long-runs.ts'
import { root } from './lib/root.ts'
import { command, duration, say } from './lib/say.ts'

const MS_PER_MINUTE = 60_000

await command(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, meetings: { type: 'string' } } })
  const minutes = Number(values.minutes ?? 60)
  if (!(minutes > 0)) throw new CannotStart('Say how long: npm run nightly -- --minutes 60')
  const endsAt = performance.now() + minutes * MS_PER_MINUTE
  const left = () => (endsAt - performance.now()) / MS_PER_MINUTE

  const file = newReport(minutes)
  let failed = false
  for (const run of longRuns({ meetings: values.meetings })) {
    if (run.minutes > left()) {
      note(file, run.name, { ok: true, text: `left out: needs ${run.minutes} min` }, 0)
      continue
    }
    say(`· ${run.name} …`)
    const began = performance.now()
    const figures = await run.work(Math.min(left(), run.share * minutes))
    note(file, run.name, figures, performance.now() - began)
    failed ||= !figures.ok
  }
  say(`The figures are in ${file}`)
  process.exit(failed ? 1 : 0)
})

/** A heading per run of the command, under one file per day. */
function newReport(minutes: number): string {
  const now = new Date().toISOString()
  const folder = join(root, 'docs/measured')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${now.slice(0, 10)}.md`)
  if (!existsSync(file)) appendFileSync(file, `# Measured on ${now.slice(0, 10)}\n`)
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
  appendFileSync(
    file,
    `\n## ${now.slice(11, 16)} UTC, commit ${commit()}, ${minutes} min\n\n${machine}\n\n| run | result | took |\n| --- | --- | --- |\n`,
  )
  return file
}

function note(file: string, name: string, { ok, text }: Figures, ms: number): void {
  say(`${ok ? '✓' : '✗'} ${name}: ${text} (${duration(ms)})`)
  appendFileSync(file, `| ${name} | ${ok ? '' : '**failed** '}${text} | ${duration(ms)} |\n`)
}

function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
  return `${git('rev-parse', '--short=12', 'HEAD') || 'unknown'}${changed ? ' with changes' : ''}`
}
