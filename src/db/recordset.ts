/**
 * Many rows in one parameter: `insert … select … from ${recordset(rows, columns)}`. Kysely's own `values` compiles a
 * parameter per field, which from some dozens of rows on takes longer than Postgres does.
 */
import { type RawBuilder, sql } from 'kysely'
import { DateTime } from 'luxon'
import { json } from '#db/json.ts'

/** Column in camelCase → its Postgres type. */
export type Columns = Readonly<Record<string, string>>

/** A `from` item named `r` with these rows. Fields that are not named in `columns` are left out. */
export const recordset = <Row extends object>(
  rows: readonly Row[],
  columns: Columns,
): RawBuilder<unknown> => {
  const names = Object.keys(columns).map((name) => [name, snakeCase(name)] as const)
  const plain = rows.map((row) => plainRow(row, names))
  const types = Object.entries(columns).map(([name, type]) => `"${snakeCase(name)}" ${type}`)
  return sql`jsonb_to_recordset(${json(plain)}::jsonb) as r(${sql.raw(types.join(', '))})`
}

/** The column names in SQL, for the `insert` and the `select`. */
export const columnList = (columns: Columns): RawBuilder<unknown> =>
  sql.raw(
    Object.keys(columns)
      .map((name) => `"${snakeCase(name)}"`)
      .join(', '),
  )

/** `a = excluded.a, …` for these columns. */
export const asExcluded = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.raw(columns.map((name) => `"${snakeCase(name)}" = excluded."${snakeCase(name)}"`).join(', '))

function plainRow(row: object, names: readonly (readonly [string, string])[]): object {
  const fields: Record<string, unknown> = {}
  for (const [name, column] of names) fields[column] = plainValue(Reflect.get(row, name))
  return fields
}

const plainValue = (value: unknown) =>
  DateTime.isDateTime(value) ? new Date(value.toMillis()).toISOString() : value

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
