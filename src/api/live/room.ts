/**
 * One organization's feed as this process tells it: how far, to whom, and what this process has added to it. Numbers
 * are given without gaps, so that what follows the last one told can be told from memory; anything else is read.
 */
import { asRead, type ChangeOf } from '#api/live/changes.ts'
import type { Numbered } from '#events/live.ts'

export class Room<Listener> {
  readonly listeners = new Set<Listener>()
  /** The number of the last change that was told. */
  position: number
  #handed: Numbered[] = []

  constructor(position: number) {
    this.position = position
  }

  hand(changes: readonly Numbered[]): void {
    this.#handed.push(...changes)
  }

  /** What comes next, all that is known of it; null: something is missing, so it has to be read. */
  takeHanded(): ChangeOf[] | null {
    const next = this.#handed
      .filter(({ number }) => number > this.position)
      .toSorted((one, other) => one.number - other.number)
    this.#handed = []
    const isWhole = next.length > 0 && next.every(({ number }, index) => number === this.position + index + 1)
    return isWhole ? next.map(asRead) : null
  }
}
