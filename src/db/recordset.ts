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

/**
 * A `from` item named `r` with these rows. Fields that are not named in `columns` are left out; what is the same in
 * every row, such as whose they are, travels once.
 */
export const recordset = <Row extends object>(
  rows: readonly Row[],
  columns: Columns,
): RawBuilder<unknown> => {
  const names = Object.keys(columns)
  const shared = new Set(names.filter((name) => isShared(rows, name)))
  const own = names.filter((name) => !shared.has(name))
  const plain = rows.map((row) => own.map((name) => plainValue(Reflect.get(row, name))))
  const fields = Object.entries(columns).map(([name, type]) => {
    const value = shared.has(name) ? once(rows[0], name, type) : sql.raw(field(type, own.indexOf(name)))
    return sql`${value} as ${sql.raw(`"${snakeCase(name)}"`)}`
  })
  return sql`(select ${sql.join(fields)} from jsonb_array_elements(${json(plain)}::jsonb) as row(v)) as r`
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

function isShared(rows: readonly object[], name: string): boolean {
  const value = rows[0] && Reflect.get(rows[0], name)
  return rows.every((row) => Reflect.get(row, name) === value)
}

function once(row: object | undefined, name: string, type: string): RawBuilder<unknown> {
  const value: unknown = (row && Reflect.get(row, name)) ?? null
  return sql`${type === 'jsonb' && value !== null ? json(value) : value}::${sql.raw(type)}`
}

/** A missing value is null in SQL, also in a jsonb column. */
const field = (type: string, index: number) => {
  if (type === 'jsonb') return `nullif(v -> ${index}, 'null')`
  if (type === 'timestamptz') return `to_timestamp((v ->> ${index})::float8 / 1000)`
  return type === 'text' ? `v ->> ${index}` : `(v ->> ${index})::${type}`
}

/** An instant goes as milliseconds: to write each as text would take longer than everything else in its row. */
const plainValue = (value: unknown) =>
  typeof value === 'object' && DateTime.isDateTime(value) ? value.toMillis() : value

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
