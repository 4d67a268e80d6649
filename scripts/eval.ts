/**
 * `npm run eval -- DIR [--json] [--split val] [--vectors]`: how good the built-in summarizer and search are, against
 * what people wrote, on all meetings with references below DIR, beside what simple methods reach on the same data.
 */
import { parseArgs } from 'node:util'
import { CannotStart } from '../src/lib/cannot-start.ts'
import { bundledEmbedder } from '../src/pipeline/search/bundled-embedder.ts'
import { readData } from './eval/data.ts'
import { evaluate } from './eval/run.ts'
import { table } from './eval/table.ts'
import { command, say } from './lib/say.ts'

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, split: { type: 'string' }, vectors: { type: 'boolean' } },
  })
  const [folder] = positionals
  if (!folder) throw new CannotStart('Say where the meetings are: npm run eval -- DIR')
  const all = readData(folder)
  const asked = values.split ? all.asked.filter(({ split }) => split === values.split) : all.asked
  const embedder = values.vectors ? bundledEmbedder() : null
  if (values.vectors && !embedder)
    throw new CannotStart('The packages of the built-in embedder are not installed.')
  const figures = await evaluate({ ...all, asked }, { name: 'extractive', model: null, embedder })
  await embedder?.close()
  if (values.json) process.stdout.write(`${JSON.stringify(figures.json, null, 2)}\n`)
  else say(table(figures))
})
