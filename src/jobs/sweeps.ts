/** Runs what time alone causes: each sweep at its interval on the clock, never overlapping itself. */
import type { Sweep } from '#jobs/define.ts'
import { type Clock, every } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'

/** Start the sweeps; returns how to stop them (a run in progress finishes). */
export function startSweeps<Needs>(
  sweeps: readonly Sweep<Needs>[],
  needs: Needs,
  { clock, log }: { clock: Clock; log: Log },
): () => Promise<void> {
  const running = new Set<Promise<unknown>>()
  const sweep = async ({ name, run }: Sweep<Needs>) => {
    const turn = run(needs).catch((err: unknown) => log.error({ err, sweep: name }, 'a sweep failed'))
    running.add(turn)
    await turn
    running.delete(turn)
  }
  for (const one of sweeps) if (one.atStart) void sweep(one)
  const stops = sweeps.map((one) => every(clock, one.everySeconds * 1000, () => sweep(one)))
  return async () => {
    for (const stop of stops) stop()
    await Promise.all(running)
  }
}
