/**
 * Many small writes that come at the same time become few large ones, and each writer still waits until its own is
 * durable. Nothing is delayed on purpose: while some are being written, the next ones gather.
 */

export type GroupCommit<Item> = {
  /** Writes all of them, or throws and has written none. */
  write: (items: Item[]) => Promise<void>
  /** Of each item, against `mostBytes`. */
  bytesOf: (item: Item) => number
  mostItems: number
  mostBytes: number
  /** How many writes run at once. */
  inFlight: number
}

type Waiting<Item> = { item: Item; resolve: () => void; reject: (error: unknown) => void }

/** Returns how to add one; it resolves when that one is written, and rejects when it could not be. */
export function groupCommit<Item>(options: GroupCommit<Item>): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = []
  let running = 0
  let isPlanned = false

  const plan = () => {
    if (isPlanned || running >= options.inFlight || waiting.length === 0) return
    isPlanned = true
    setImmediate(start) // whatever else arrived in this turn of the event loop goes along
  }
  const start = () => {
    isPlanned = false
    running += 1
    void writeGroup(options.write, nextGroup(waiting, options)).finally(() => {
      running -= 1
      plan()
    })
    plan()
  }
  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push({ item, resolve, reject })
    plan()
    return promise
  }
}

/** Takes the oldest off the list; one that is too large goes alone. */
function nextGroup<Item>(waiting: Waiting<Item>[], { bytesOf, mostItems, mostBytes }: GroupCommit<Item>) {
  let bytes = 0
  let count = 0
  for (const { item } of waiting.slice(0, mostItems)) {
    bytes += bytesOf(item)
    if (count > 0 && bytes > mostBytes) break
    count += 1
  }
  return waiting.splice(0, count)
}

/** One that cannot be written must not take the others with it: after a failure each is tried by itself. */
async function writeGroup<Item>(write: (items: Item[]) => Promise<void>, group: Waiting<Item>[]) {
  try {
    await write(group.map(({ item }) => item))
    for (const { resolve } of group) resolve()
  } catch (error) {
    if (group.length === 1) return group[0]?.reject(error)
    for (const one of group) await writeGroup(write, [one])
  }
}
