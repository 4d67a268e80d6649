/** The process dies at the n-th moment from now: before or after an outside call, before or after a commit. */
import { loadHarness } from '../../src/lib/crash-point.ts'

export class Crash extends Error {}

let left = Number.POSITIVE_INFINITY
let struck = 0

/** Every crash point of this process listens from now on. */
export function armCrashes(): void {
  loadHarness({
    call(_name, run) {
      strike()
      const answer = run()
      if (!(answer instanceof Promise)) return answer
      return answer.then((value) => {
        strike()
        return value
      }) as typeof answer // the same promise, a moment later
    },
    point: async () => strike(),
  })
}

export function crashIn(points: number): void {
  left = points
}

/** Nobody dies of being looked at. */
export async function watched<T>(look: () => Promise<T>): Promise<T> {
  const before = left
  noCrash()
  try {
    return await look()
  } finally {
    left = before
  }
}

export const noCrash = () => crashIn(Number.POSITIVE_INFINITY)
export const crashesSoFar = () => struck

function strike(): void {
  left -= 1
  if (left > 0) return
  noCrash()
  struck += 1
  throw new Crash('The process died here')
}
