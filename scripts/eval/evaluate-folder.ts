/** What `npm run eval` and `npx liveconvo eval` do: read what lies in a folder, evaluate, print a table or JSON alone. */
import { parseArgs } from 'node:util'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import type { Model } from '../../src/pipeline/model/model.ts'
import { bundledEmbedder } from '../../src/pipeline/search/bundled-embedder.ts'
import { say } from '../lib/say.ts'
import { readData } from './data.ts'
import { answersBy } from './model-answers.ts'
import { type Engine, evaluate } from './run.ts'
import { table } from './table.ts'

const OPENAI = 'https://api.openai.com/v1'

export async function evaluateFolder(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ json: { type: 'boolean' }, split: { type: 'string' }, vectors: { type: 'boolean' } },
      ...{ model: { type: 'string' }, 'base-url': { type: 'string' } },
    },
  })
  const [folder] = positionals
  if (!folder) throw new CannotStart('Say where the meetings are: npm run eval -- DIR')
  const all = readData(folder)
  const asked = values.split ? all.asked.filter(({ split }) => split === values.split) : all.asked
  const embedder = values.vectors ? bundledEmbedder() : null
  if (values.vectors && !embedder)
    throw new CannotStart('The packages of the built-in embedder are not installed.')
  const engine = values.model ? await byModel(values.model, values['base-url']) : BUILT_IN
  const figures = await evaluate({ ...all, asked }, { ...engine, embedder })
  await embedder?.close()
  if (values.json) process.stdout.write(`${JSON.stringify(figures.json, null, 2)}\n`)
  else say(table(figures))
}

const BUILT_IN = { name: 'extractive', model: null }

/** Any server that speaks OpenAI's Chat Completions; a local one needs no key. */
async function byModel(
  name: string,
  given: string | undefined,
): Promise<Omit<Engine, 'embedder'> & { model: Model }> {
  const { OPENAI_BASE_URL, OPENAI_API_KEY } = process.env
  const baseUrl = given ?? OPENAI_BASE_URL ?? OPENAI
  if (baseUrl === OPENAI && !OPENAI_API_KEY)
    throw new CannotStart('A model at OpenAI wants OPENAI_API_KEY; for another server say --base-url.')
  const { modelOverHttp } = await import('../../src/pipeline/model/openai.ts')
  const model = modelOverHttp({ apiKey: OPENAI_API_KEY ?? 'none', baseUrl, model: name })
  return { name, model, answer: answersBy(model) }
}
