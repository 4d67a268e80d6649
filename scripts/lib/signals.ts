/** Ctrl-C and SIGTERM: the first stops cleanly, a second one ends at once. */
import { say } from './say.ts'

/** npm passes on the signal that the terminal has already sent us: two within this time are one Ctrl-C. */
const SAME_KEYPRESS_MS = 700

/** Calls `stop` once; afterwards the process ends by itself, with code 0 when all went well. */
export function onStopSignal(stop: () => Promise<void>): void {
  let firstAt: number | null = null
  const heard = () => {
    const now = performance.now()
    if (firstAt === null) {
      firstAt = now
      say('\n· Stopping …')
      stop().then(
        () => {
          say(`✓ Stopped (${Math.round(performance.now() - now)} ms)`)
          process.exit(0)
        },
        (error) => {
          console.error(error)
          process.exit(1)
        },
      )
    } else if (now - firstAt > SAME_KEYPRESS_MS) {
      say('! Ended at once; the next start repairs what was under way.')
      process.exit(130)
    }
  }
  process.on('SIGINT', heard)
  process.on('SIGTERM', heard)
  process.on('SIGHUP', heard) // the terminal was closed
}
