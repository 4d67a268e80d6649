/** Loaded before the product (`node --import`): plants the bug that STORM_MUTANT names, or fails when it cannot. */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mutants } from './mutants.ts'

const name = process.env.STORM_MUTANT
const mutant = mutants.find((one) => one.name === name)
if (!mutant) throw new Error(`There is no bug called ${name}`)
const { file, from, to } = mutant
const url = pathToFileURL(join(import.meta.dirname, '../..', file)).href
let isPlanted = false

registerHooks({
  load(given, context, next) {
    const loaded = next(given, context)
    if (given !== url) return loaded
    const source = String(loaded.source)
    if (source.split(from).length !== 2) throw new Error(`${file} does not hold exactly once: ${from}`)
    isPlanted = true
    return { ...loaded, source: source.replace(from, () => to) }
  },
})

process.on('exit', () => {
  if (!isPlanted) console.error(`${file} was never loaded: the bug was not there`)
})
