/**
 * Makes src/bots/recall/recall.gen.ts, the types of the calls to Recall.ai, from openapi/recall.yaml.
 * With `--check` it writes nothing and fails when the two no longer agree.
 */
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const DESCRIPTION = new URL('../openapi/recall.yaml', import.meta.url)
const TYPES = new URL('../src/bots/recall/recall.gen.ts', import.meta.url)
const HEADER =
  '// Made by scripts/openapi-recall.ts from openapi/recall.yaml: change that file, not this one.\n\n'

/** The text that src/bots/recall/recall.gen.ts should have. */
export const recallTypes = async () => HEADER + astToString(await openapiTS(DESCRIPTION))

export const recallTypesAreCurrent = async () =>
  (await recallTypes()) === (await readFile(TYPES, 'utf8').catch(() => ''))

if (import.meta.main) {
  if (!process.argv.includes('--check')) await writeFile(TYPES, await recallTypes())
  else if (!(await recallTypesAreCurrent())) {
    console.error(
      'src/bots/recall/recall.gen.ts is behind openapi/recall.yaml. Run: node scripts/openapi-recall.ts',
    )
    process.exitCode = 1
  }
}
