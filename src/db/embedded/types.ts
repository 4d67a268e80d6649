/** The nouns of the embedded database. */

/** What we need of a logger; pino fits, and so does a script that prints lines. */
export type Log = {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** The unprivileged account that Postgres runs as when we are root: it refuses to run as root itself. */
export type Account = { uid: number; gid: number }

export type Home = {
  /** Holds what belongs to Postgres: `data`, and a copy of the binaries where the account needs one. */
  dir: string
  /** PGDATA. */
  data: string
  /** null: Postgres runs as we do. */
  account: Account | null
  keys: Keys
  /** Kept, so that an address noted yesterday works today; a taken one is replaced. */
  port: { read(): number; keep(port: number): void }
  /** What Postgres prints. */
  logFile: string
}

/** `scratch` gives up durability, which a database that is thrown away does not need. */
export type Purpose = 'keep' | 'scratch'

export type Keys = { admin: string; owner: string }

export type Binaries = { postgres: string; initdb: string }
