/**
 * One reader for all browsers of this process. What this process has added to the feeds is at hand; what others have
 * added is read once, whoever listens. Each browser gets every change of its organization's feed that it may know of,
 * in order.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Audience } from '#api/live/audience.ts'
import { type ChangeOf, changesOfAll, PAGE } from '#api/live/changes.ts'
import { frameOf, frameOfMurmur } from '#api/live/frames.ts'
import { Room } from '#api/live/room.ts'
import type { Listening } from '#api/live/who.ts'
import type { Db, SystemTx } from '#db/db.ts'
import type { Murmur } from '#events/murmurs.ts'
import type { Growth, Notifier } from '#events/notifier.ts'
import { stopwatch } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'

/** So long a broken read waits for the next. */
const RETRY_MS = 500
const CHECKED_FOR_MS = 10_000
/** What is committed within moments is told together. */
const GATHER_MS = 15

export type Told = { number: number; text: string }
export type Listener = Listening & {
  /** Changes that this one may hear, in order; some may have been heard already. */
  take(changes: readonly Told[]): void
  overhear(text: string): void
  /** They may not listen any more. */
  end(): void
}
type Needs = { db: Db; notifier: Pick<Notifier, 'subscribe' | 'overhear'>; log: Log }

export class LiveFeed {
  readonly #needs: Needs
  readonly #audience = new Audience<Listener>()
  readonly #rooms = new Map<string, Room<Listener>>()
  /** Organizations whose feed has something new. */
  readonly #grown = new Set<string>()
  #murmurs: Murmur[] = []
  #isToCheckAll = false
  #sinceCheck = stopwatch()
  #isReading = false

  constructor(needs: Needs) {
    this.#needs = needs
    needs.notifier.subscribe((growth) => this.#hear(growth))
    needs.notifier.overhear((words) => {
      this.#murmurs.push(...words.filter(({ organizationId }) => this.#rooms.has(organizationId)))
      this.#wake()
    })
  }

  /** Hear what is newer than `position`, and perhaps something older; returns how to leave. */
  join(listener: Listener, position: number): () => void {
    const { organizationId } = listener
    const room = this.#rooms.get(organizationId) ?? new Room(position)
    this.#rooms.set(organizationId, room)
    room.listeners.add(listener)
    this.#grown.add(organizationId) // between the look at the position and now
    this.#wake()
    return () => {
      room.listeners.delete(listener)
      if (room.listeners.size === 0) this.#rooms.delete(organizationId)
    }
  }

  /** Let go of everybody who may not listen any more; every stream asks for it, and one look is for all. */
  checkAll(): void {
    if (this.#sinceCheck() < CHECKED_FOR_MS) return
    this.#sinceCheck = stopwatch()
    this.#isToCheckAll = true
    this.#wake()
  }

  #hear(growth: Growth): void {
    for (const id of growth === 'all' ? this.#rooms.keys() : growth.keys()) {
      const room = this.#rooms.get(id)
      if (!room) continue
      if (growth !== 'all') room.hand(growth.get(id) ?? [])
      this.#grown.add(id)
    }
    this.#wake()
  }

  /** One read at a time; what comes meanwhile is read next. */
  #wake(): void {
    if (this.#isReading) return
    this.#isReading = true
    this.#readOn().catch((err: unknown) => {
      this.#needs.log.warn({ err }, 'the live feed could not be read; it is read again')
      setTimeout(() => this.#wake(), RETRY_MS).unref()
    })
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#grown.size > 0 || this.#murmurs.length > 0 || this.#isToCheckAll) await this.#readNext()
    } finally {
      this.#isReading = false // in the same breath as the look that found nothing: no wake-up falls between
    }
  }

  async #readNext(): Promise<void> {
    await pause(GATHER_MS)
    const ids = [...this.#grown]
    const words = this.#murmurs
    const checked = this.#isToCheckAll ? [...this.#rooms.keys()] : []
    this.#grown.clear()
    this.#murmurs = []
    this.#isToCheckAll = false
    await this.#needs.db
      .asSystem((tx) => this.#readOnce(tx, { ids, words, checked }))
      .catch((error: unknown) => {
        for (const id of ids) this.#grown.add(id)
        throw error
      })
  }

  async #readOnce(
    tx: SystemTx,
    { ids, words, checked }: { ids: string[]; words: Murmur[]; checked: string[] },
  ) {
    const changes = await this.#changesOf(tx, ids)
    const about = [...changes, ...words]
    const touched = [...about.map(({ organizationId }) => organizationId), ...checked]
    for (const gone of await this.#audience.refresh(tx, this.#listenersOf(new Set(touched)))) gone.end()
    await this.#audience.lookAt(tx, about, (id) => this.#rooms.get(id)?.listeners ?? [])
    for (const [id, list] of Map.groupBy(changes, ({ organizationId }) => organizationId))
      this.#tell(id, list)
    for (const one of words) this.#passOn(one)
  }

  /** Of each feed what comes next, in order: from memory, or read for all the others at once. */
  async #changesOf(tx: SystemTx, ids: readonly string[]): Promise<ChangeOf[]> {
    const known: ChangeOf[] = []
    const unknown = new Map<string, number>()
    for (const id of ids) {
      const room = this.#rooms.get(id)
      const handed = room?.takeHanded()
      if (handed) known.push(...handed)
      else if (room) unknown.set(id, room.position)
    }
    return unknown.size === 0 ? known : [...known, ...(await changesOfAll(tx, unknown))]
  }

  #listenersOf(ids: ReadonlySet<string>): Listener[] {
    return [...ids].flatMap((id) => [...(this.#rooms.get(id)?.listeners ?? [])])
  }

  #tell(organizationId: string, changes: readonly ChangeOf[]): void {
    const room = this.#rooms.get(organizationId)
    const newest = changes.at(-1)?.number
    if (!room || newest === undefined) return
    room.position = newest
    if (changes.length >= PAGE) this.#grown.add(organizationId)
    const told = changes.flatMap((change) => {
      const text = frameOf(change)
      return text === null ? [] : [{ change, number: change.number, text }]
    })
    for (const listener of room.listeners)
      listener.take(told.filter(({ change }) => this.#audience.mayKnow(listener, change)))
  }

  #passOn(words: Murmur): void {
    const text = frameOfMurmur(words)
    for (const listener of this.#rooms.get(words.organizationId)?.listeners ?? [])
      if (this.#audience.maySee(listener, words.sessionId)) listener.overhear(text)
  }
}
