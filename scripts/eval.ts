/**
 * `npm run -s eval -- DIR [--json] [--split val] [--vectors] [--model NAME [--base-url URL]]`: how good the built-in
 * summarizer and search, or a model, are against what people wrote, on all meetings with references below DIR, beside
 * what simple methods reach on the same data.
 */
import { evaluateFolder } from './eval/evaluate-folder.ts'
import { command } from './lib/say.ts'

await command(() => evaluateFolder(process.argv.slice(2)))
