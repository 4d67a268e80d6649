/** Drops a database of the tests, with every connection to it. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const TRIES = 300
const PAUSE_MS = 100
const NOT_ALLOWED = '42501'

/** An autovacuum worker that looks at it just now is not ours to end: it is done in a moment, or half a minute. */
export async function dropDatabase(
  run: (statement: string) => Promise<unknown>,
  name: string,
): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await run(`drop database ${name} with (force)`)
      return
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === NOT_ALLOWED
      if (!isBusy || tries >= TRIES) throw error
      await pause(PAUSE_MS)
    }
}
