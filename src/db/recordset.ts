/**
 * Many rows in one parameter: `insert … select … from ${recordset(rows, columns)}`. Kysely's own `values` compiles a
 * parameter per field, which from some dozens of rows on takes longer than Postgres does. Each row is an array, not
 * an object: names that are repeated with every row take a third of the time.
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
  const names = Object.keys(columns)
  const plain = rows.map((row) => names.map((name) => plainValue(Reflect.get(row, name))))
  const fields = Object.entries(columns).map(
    ([name, type], index) => `${field(type, index)} as "${snakeCase(name)}"`,
  )
  return sql`(select ${sql.raw(fields.join(', '))} from jsonb_array_elements(${json(plain)}::jsonb) as row(v)) as r`
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

/** A missing value is null in SQL, also in a jsonb column. */
const field = (type: string, index: number) => {
  if (type === 'jsonb') return `nullif(v -> ${index}, 'null')`
  return type === 'text' ? `v ->> ${index}` : `(v ->> ${index})::${type}`
}

const plainValue = (value: unknown) =>
  typeof value === 'object' && DateTime.isDateTime(value) ? new Date(value.toMillis()).toISOString() : value

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
