/** What one meeting costs in memory: the longest is summarized in a process of its own. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Meeting } from '../../src/pipeline/types.ts'

const BYTES_PER_MB = 1e6

/** The most that the process ever held, in MB, Node itself included. */
export function memoryOfOne(meetings: readonly Meeting[]): number {
  const [longest] = meetings.toSorted((a, b) => b.lines.length - a.lines.length)
  if (!longest) return 0
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    input: JSON.stringify(longest),
    encoding: 'utf8',
  })
  const bytes = Number(stdout)
  if (!(bytes > 0)) throw new Error(`The memory of one meeting could not be measured: ${stderr}`)
  return bytes / BYTES_PER_MB
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { summarizeExtractively } = await import('../../src/pipeline/extractive/summarize.ts')
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  summarizeExtractively(JSON.parse(Buffer.concat(chunks).toString()))
  process.stdout.write(String(process.resourceUsage().maxRSS * 1024))
}
