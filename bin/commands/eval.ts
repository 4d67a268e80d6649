/** `liveconvo eval DIR`: the same as `npm run eval`, with nothing but its own words on the standard output. */
import { evaluateFolder } from '../../scripts/eval/evaluate-folder.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { type Command, Wrong } from '../command.ts'

const help = `Usage: liveconvo eval DIR [--json] [--split NAME] [--vectors] [--model NAME [--base-url URL]]

How good notes, answers and search are against what people wrote: reads qmsum/<split>/*.json, ami-summaries/ and
ethereum-pm-zoom/*/ anywhere below DIR, and prints simple methods on the same data beside them.

--json       the figures as JSON, alone
--split      only this split of QMSum: train, val, test
--vectors    search by meaning, too, with the built-in embedder
--model      by this model, at --base-url or OPENAI_BASE_URL, with OPENAI_API_KEY`

export const command: Command = { help, run }

async function run(args: string[]): Promise<undefined> {
  await evaluateFolder(args).catch((error: unknown) => {
    throw error instanceof CannotStart ? new Wrong(error.message) : error
  })
}
