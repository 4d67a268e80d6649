/** `npm run check`: types, lint and format. */
import { conclude, fastChecks } from './lib/checks.ts'
import { command } from './lib/say.ts'

await command(async () => conclude(await fastChecks()))
