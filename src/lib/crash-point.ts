/**
 * Where a process may die: on both sides of every outside call and of every commit. In production nobody listens, and
 * nothing happens. The storm (test/storm) listens, and lets the process end just there, or the network or the database
 * fail: what follows must be the same as if it had not.
 */

/** What the storm puts behind the points. */
export type Harness = {
  /** Around one call of a port, named `port.method`. */
  call<T>(name: string, run: () => T): T
  /** One moment. What it throws is thrown there; a promise that never settles is a process that has died. */
  point(name: string): Promise<void> | undefined
}

let harness: Harness | null = null

/** For the storm only; null takes it off again. */
export function loadHarness(given: Harness | null): void {
  harness = given
}

/** A moment at which everything up to here is done, and nothing after it. */
export async function crashPoint(name: string): Promise<void> {
  await harness?.point(name)
}

/**
 * An outside service: the same port, with a crash point before each of its calls, one between the effect and whatever
 * we write about it, and (by the commit that follows) one after it was written. context.ts wraps every port it makes;
 * a test fails for one that it does not (test/storm/ports.test.ts).
 */
export function outside<Port extends object>(name: string, port: Port): Port {
  const wrapped = Object.entries(port).map(([method, value]) => [
    method,
    typeof value === 'function' ? guarded(`${name}.${method}`, value.bind(port)) : value,
  ])
  return Object.fromEntries(wrapped) // the same methods with the same types: what goes through is not touched
}

const guarded =
  (name: string, call: (...given: unknown[]) => unknown) =>
  (...given: unknown[]) =>
    harness ? harness.call(name, () => call(...given)) : call(...given)
