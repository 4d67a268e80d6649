/** The product's database and the role that owns it, as a managed server would hand them out. */
import pg from 'pg'

export const DATABASE = 'liveconvo'
export const OWNER = 'liveconvo_owner'

/**
 * Make both where they are missing. The owner is no superuser, so that what works here works in production; it may
 * create databases, for tests that clone one and for a restore.
 */
export async function createDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [OWNER, DATABASE],
    )
    if (!rows[0].role)
      await client.query(
        `create role ${OWNER} login createrole createdb password ${pg.escapeLiteral(password)}`,
      )
    if (!rows[0].database) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}
