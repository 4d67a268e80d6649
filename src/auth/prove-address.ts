/**
 * Whoever chooses a new password through a letter has shown that the address is theirs. If nobody had shown it before,
 * somebody else may have made the account in their name, with a password or through a provider that does not vouch
 * for addresses (Microsoft, for work accounts): that way in is closed.
 */
import { type Kysely, sql } from 'kysely'

type SignIn = Kysely<Record<string, Record<string, unknown>>>
type Person = { id: string; emailVerified: boolean }

export async function proveAddress(signIn: SignIn, { id, emailVerified }: Person): Promise<void> {
  if (emailVerified) return
  await sql`delete from user_accounts where user_id = ${id} and provider_id <> 'credential'`.execute(signIn)
  await sql`update users set is_email_verified = true where id = ${id}`.execute(signIn)
}
