/** pg_dump and psql of the machine, told in the environment how to log in: an argument would show the password. */
import { spawnSync } from 'node:child_process'
import { CannotStart } from '../../src/lib/cannot-start.ts'

const MAX_ERROR_LINES = 5

/** Write the whole database as SQL. The system role sees every organization; the owner, under forced policies, none. */
export function dump(url: string, file: string): void {
  run('pg_dump', url, ['--enable-row-security', '--role=liveconvo_system', `--file=${file}`])
}

/** All or nothing. */
export function load(url: string, file: string): void {
  run('psql', url, [
    '-X',
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '--single-transaction',
    '-o',
    '/dev/null',
    `--file=${file}`,
  ])
}

function run(tool: string, url: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(tool, args, {
    encoding: 'utf8',
    env: { ...process.env, ...loginOf(url) },
  })
  if (error && 'code' in error && error.code === 'ENOENT')
    throw new CannotStart(
      `${tool} is not installed. Install the client tools of Postgres, of the server's version or newer (Debian: postgresql-client; macOS: libpq).`,
    )
  if (status !== 0)
    throw new CannotStart(
      `${tool} failed:\n${stderr.trim().split('\n').slice(0, MAX_ERROR_LINES).join('\n')}`,
    )
}

function loginOf(url: string) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const sslMode = searchParams.get('sslmode')
  return {
    PGHOST: searchParams.get('host') ?? hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(sslMode && { PGSSLMODE: sslMode }),
  }
}
