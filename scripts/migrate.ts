/** `npm run migrate`: bring the database to the present without starting the product. A start does the same. */
import { readConfig } from '../src/config.ts'
import { prepareDatabase } from '../src/context.ts'
import { createVault } from '../src/lib/vault.ts'
import { readSecrets } from '../src/secrets.ts'
import { openDatabase } from './lib/database.ts'
import { readEnvironment } from './lib/environment.ts'
import { prepareFolder } from './lib/halves.ts'
import { command, step } from './lib/say.ts'

await command(async () => {
  const config = readConfig(readEnvironment())
  prepareFolder(config.dataDir)
  const database = await openDatabase(config)
  try {
    const vault = createVault(readSecrets(config))
    await step('Migrating', 'The database is up to date', () =>
      prepareDatabase({ ...config, databaseUrl: database.url }, vault),
    )
  } finally {
    await database.stop()
  }
})
