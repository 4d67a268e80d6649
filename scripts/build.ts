/** Builds the web app and ends: for images, where the start should not have to. */
import { command, step } from './lib/say.ts'
import { buildWebApp } from './lib/web-app.ts'

await command(async () => {
  await step('Building the web app', 'Built the web app', buildWebApp)
})
