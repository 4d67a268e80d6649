/** The secret from which every key is derived: SECRET, or a file in DATA_DIR that is made once and never lost. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#config.ts'
import type { Db } from '#db/db.ts'
import { json } from '#db/json.ts'
import { CannotStart } from '#lib/cannot-start.ts'
import { makeFolder } from '#lib/make-folder.ts'
import type { Vault } from '#lib/vault.ts'

/** The file that a backup must carry, because without it sealed tokens cannot be opened. */
export const secretFile = (dataDir: string) => join(dataDir, 'secret')

/** SECRET where it is set; else the lines of DATA_DIR/secret, newest first. */
export function readSecrets({ secrets, dataDir }: Pick<Config, 'secrets' | 'dataDir'>): readonly string[] {
  if (secrets.length > 0) return secrets
  const file = secretFile(dataDir)
  if (existsSync(file)) return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const fresh = randomBytes(32).toString('base64url')
  makeFolder(dataDir)
  writeFileSync(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' })
  return [fresh]
}

const KEY_CHECK = 'vault_key_ids'

/**
 * Refuse to start with a secret that cannot open what this database holds; remember the newest key otherwise.
 * Throws CannotStart with the remedy.
 */
export async function checkSecrets(db: Db, vault: Vault): Promise<void> {
  await db.asSystem(async (tx) => {
    const row = await tx
      .selectFrom('systemSettings')
      .select('value')
      .where('key', '=', KEY_CHECK)
      .executeTakeFirst()
    const known = Array.isArray(row?.value) ? row.value : []
    if (known.length > 0 && !known.some((id) => vault.keyIds.includes(String(id))))
      throw new CannotStart(
        'This database was written with another secret. Put the old one back: SECRET=… or the file DATA_DIR/secret of its backup.',
      )
    const value = json([...new Set([...vault.keyIds, ...known])])
    await tx
      .insertInto('systemSettings')
      .values({ key: KEY_CHECK, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  })
}
