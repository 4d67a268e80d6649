/** Behind the crash points: counts who passed where, and lets the process die, or the commit fail, where chance says so. */
import type { Harness } from '#lib/crash-point.ts'
import type { Chance } from './chance.ts'
import { faults } from './faults.ts'
import { counted, type Fibre, fibre, never, runAs } from './fibre.ts'

type Needs = {
  chance: Chance
  /** Passed points, for the count of what was covered. */
  passed: (point: string) => void
  /** What else can go wrong around a call of this port. */
  approach: (port: string) => Promise<void>
  die: (where: string) => void
  note: (what: string, where: string) => void
  broken: (sentence: string) => void
}

/** These go nowhere. */
const LOCAL = /\.(authorizeUrl|close)$/

export function stormHarness({ chance, passed, approach, die, note, broken }: Needs): Harness {
  /** True: this process is no more, and whoever asks must stop. */
  const dies = (point: string, menu: keyof typeof crashes) => {
    const mine = fibre()
    if (mine?.process.isDead) return true
    passed(point)
    const what = chance.meet(point, crashes[menu])
    if (what === null) return false
    note(what, point)
    die(point)
    return true
  }

  async function surround<T>(name: string, run: () => T): Promise<unknown> {
    const mine = fibre()
    return mine ? counted(mine, () => called(mine, name, run)) : run()
  }

  async function called<T>(mine: Fibre, name: string, run: () => T): Promise<unknown> {
    if (mine.isInTransaction) broken(`${name} is called inside a transaction`)
    if (dies(`${name}:before`, 'before')) return never()
    await approach(name)
    try {
      return await runAs({ ...mine, port: name }, run)
    } finally {
      mine.effect.unsaved = name
      if (dies(`${name}:after-effect`, 'after')) await never()
    }
  }

  return {
    call<T>(name: string, run: () => T): T {
      if (LOCAL.test(name)) return run()
      if (!name.endsWith('.readChanges')) return surround(name, run) as T // every method of a port is a promise
      return pages(name, run) as T // but this one, which is a promise at each page
    },
    async point(name) {
      const mine = fibre()
      if (!mine) return
      const isAfter = name === 'transaction:committed'
      const point = isAfter && mine.effect.unsaved ? `${mine.effect.unsaved}:after-save` : name
      if (isAfter) mine.effect.unsaved = null
      if (dies(point, isAfter ? 'committed' : 'committing')) return never()
      if (!name.startsWith('transaction:')) return
      const fails = chance.meet(name, isAfter ? postgres.after : postgres.before)
      if (fails === null) return
      note(fails, mine.label)
      throw Object.assign(new Error(fails), { code: isAfter ? 'ECONNRESET' : '40001', isFromStorm: true })
    },
  }

  async function* pages<T>(name: string, run: () => T) {
    const iterator = (run() as AsyncIterable<unknown>)[Symbol.asyncIterator]() // readChanges promises one
    for (;;) {
      const page = (await surround(name, () => iterator.next())) as IteratorResult<unknown> // as an iterator answers
      if (page.done) return
      yield page.value
    }
  }
}

const crashes = {
  before: { 'crash: before the call': faults.crash['crash: before the call'] },
  after: { 'crash: after the effect': faults.crash['crash: after the effect'] },
  committing: { 'crash: before a commit': faults.crash['crash: before a commit'] },
  committed: { 'crash: after a commit': faults.crash['crash: after a commit'] },
}
const postgres = {
  before: { 'postgres: 40001 at commit': faults.postgres['postgres: 40001 at commit'] },
  after: { 'postgres: commit unknown': faults.postgres['postgres: commit unknown'] },
}
