/** From a storm that broke something to a small one that still does: fewer faults, then fewer deeds. */
import type { StormResult } from './run.ts'
import type { Script } from './script.ts'

const MOST_TRIES = 60

/** A script that breaks the same invariant and is as short as so many tries could make it. */
export async function shrink(
  script: Script,
  found: StormResult,
  weather: (script: Script) => Promise<StormResult>,
): Promise<Script> {
  const which = found.broken?.split(' ')[0]
  let tries = MOST_TRIES
  const stillBreaks = async (smaller: Script) => {
    if (tries-- <= 0) return false
    return (await weather(smaller)).broken?.split(' ')[0] === which
  }
  const listed: Script = { ...script, faults: [...found.faults] }
  if (!(await stillBreaks(listed))) return script // nothing to hold on to: the seed itself is the shortest
  const faults = await fewer(listed.faults ?? [], (rest) => stillBreaks({ ...listed, faults: rest }))
  const calmer = { ...listed, faults }
  const actions = await fewer(calmer.actions, (rest) => stillBreaks({ ...calmer, actions: rest }))
  return { ...calmer, actions }
}

/** Delta debugging: leave out everything, then halves, then quarters, and so on, for as long as it still breaks. */
async function fewer<T>(list: readonly T[], stillBreaks: (rest: T[]) => Promise<boolean>): Promise<T[]> {
  let kept = [...list]
  for (let size = kept.length; size >= 1 && kept.length > 0; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < kept.length; ) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (await stillBreaks(rest)) kept = rest
      else from += size
    }
  return kept
}
