/** What the commands print: a line per step with how long it took, and one sentence when something is wrong. */
import { ConfigProblems } from '../../src/config.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'

const ANNOUNCE_AFTER_MS = 300

export const say = (line: string) => console.log(line)

/** Run a step: its name is announced if it takes a moment, and printed with its duration when it is done. */
export async function step<T>(doing: string, done: string | ((value: T) => string), work: () => Promise<T>) {
  const began = performance.now()
  const announce = setTimeout(() => say(`· ${doing} …`), ANNOUNCE_AFTER_MS)
  try {
    const value = await work()
    say(`✓ ${typeof done === 'string' ? done : done(value)} (${duration(performance.now() - began)})`)
    return value
  } finally {
    clearTimeout(announce)
  }
}

export const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

/** A command's outermost call. What an operator can put right is one message; a bug keeps its stack. Exits 1. */
export async function command(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(isTheirs(error) ? `\n${error.message}` : error)
    process.exit(1)
  }
}

/** A place, a setting or an option that is not as it must be. */
const isTheirs = (error: unknown): error is Error =>
  error instanceof CannotStart ||
  error instanceof ConfigProblems ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** The embedded database's logger, for commands. */
export const lines = {
  info: (message: string) => say(`  ${message}`),
  warn: (message: string) => say(`! ${message}`),
  error: (message: string) => say(`✗ ${message}`),
}
