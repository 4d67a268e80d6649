/** What is known for a second about those who listen: whoever signs out, or may see a meeting no longer, hears no more. */
import type { ChangeOf } from '#api/live/changes.ts'
import { type Listening, type Sight, sightKey, sightsOf, stillListening } from '#api/live/who.ts'
import type { SystemTx } from '#db/db.ts'
import { stopwatch } from '#lib/clock.ts'

const KNOWN_FOR_MS = 1_000

type About = { organizationId: string; sessionId: string | null }

export class Audience<Listener extends Listening> {
  #there = new Set<Listener>()
  #thereAge = stopwatch()
  readonly #sights = new Set<string>()
  #sightsAge = stopwatch()

  /** Returns those that are not there any more. */
  async refresh(tx: SystemTx, listeners: readonly Listener[]): Promise<Listener[]> {
    if (this.#thereAge() > KNOWN_FOR_MS) {
      this.#there = new Set()
      this.#thereAge = stopwatch()
    }
    const asked = listeners.filter((one) => !this.#there.has(one))
    if (asked.length === 0) return []
    const found = await stillListening(tx, asked)
    for (const one of asked) {
      const still = found.get(one.signInId)
      if (still) this.#there.add(Object.assign(one, { email: still.email }))
    }
    return asked.filter((one) => !this.#there.has(one))
  }

  /** Learn who may see these meetings. Only a yes is remembered: a no may have become one. */
  async lookAt(tx: SystemTx, about: readonly About[], listenersOf: (id: string) => Iterable<Listener>) {
    if (this.#sightsAge() > KNOWN_FOR_MS) {
      this.#sights.clear()
      this.#sightsAge = stopwatch()
    }
    const asked = new Map<string, Sight>()
    for (const { organizationId, sessionId } of about) {
      if (sessionId === null) continue
      for (const { userId, email } of listenersOf(organizationId)) {
        const key = sightKey({ userId, sessionId })
        if (!this.#sights.has(key)) asked.set(key, { organizationId, sessionId, userId, email })
      }
    }
    for (const key of await sightsOf(tx, [...asked.values()])) this.#sights.add(key)
  }

  maySee({ userId }: Listener, sessionId: string): boolean {
    return this.#sights.has(sightKey({ userId, sessionId }))
  }

  mayKnow(listener: Listener, { userId, sessionId }: ChangeOf): boolean {
    if (userId !== null && userId !== listener.userId) return false
    return sessionId === null || this.maySee(listener, sessionId)
  }
}
