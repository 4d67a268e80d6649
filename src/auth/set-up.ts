/** The very first account: made once, with the link that the server prints while nobody has an account. */
import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { deleteHomeless, hasOperator } from '#auth/store.ts'
import type { SystemTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'

/** The token in the link: the same in every process of this server, known to nobody without its secret. */
export const setUpToken = (vault: Vault): string => vault.sign('set-up', 'first account')

/** Until somebody operates this server: an account that was made but not finished does not count. */
export const needsSetUp = async (tx: SystemTx): Promise<boolean> => !(await hasOperator(tx))

/** Clears what a set-up of this address left behind when it died half-way; in a transaction of its own, before. */
export const forgetHalfMade = (tx: SystemTx, email: string) => deleteHomeless(tx, email.toLowerCase())

/** Holds the door for one caller until commit; refuses a wrong token, and everyone once an operator exists. */
export async function openSetUp(tx: SystemTx, vault: Vault, token: string): Promise<void> {
  const expected = Buffer.from(setUpToken(vault))
  const given = Buffer.from(token)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal('not_allowed', 'This set-up link is not the one that the server printed')
  await sql`select pg_advisory_xact_lock(hashtext('liveconvo set-up'))`.execute(tx)
  if (!(await needsSetUp(tx)))
    throw new Refusal('gone', 'This server has been set up already. Sign in instead.')
}

/** The first person operates the server. */
export const makeOperator = (tx: SystemTx, userId: string) =>
  tx.updateTable('users').set({ isAdmin: true, isEmailVerified: true }).where('id', '=', userId).execute()
