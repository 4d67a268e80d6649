/**
 * Writes src/db/tables.gen.ts, the types of every table, from a migrated database:
 * `npm run tables -- postgres://…`. Checks (`status in (…)`) become unions; jsonb shapes come from src/db/json.ts.
 */
import { writeFile } from 'node:fs/promises'
import pg from 'pg'

const shapes: Record<string, string> = {
  'sessions.participants': 'Participant[]',
  'meeting_occurrences.participants': 'Participant[]',
  'calendar_events.attendees': 'Participant[]',
  'calendar_sightings.trail': 'PackedTrail',
  'calendar_sightings.facts': 'Partial<DecisionFacts>',
  'calendar_auto_join_logs.trail': 'PackedTrail',
  'calendar_auto_join_logs.facts': 'Partial<DecisionFacts>',
  'calendar_preferences.working_hours': 'WorkingHours | null',
  'summaries.tldr': 'Point[]',
  'summaries.key_decisions': 'Point[]',
  'summaries.action_items': 'ActionItem[]',
  'summaries.follow_up_questions': 'Point[]',
  'summaries.conversation_highlights': 'Point[]',
  'summaries.structured_notes': 'Topic[]',
  'summaries.coverage': 'Coverage | null',
  'summary_versions.content': 'WrittenNotes',
  'custom_reports.sources': 'ReportSource[]',
  'record_edits.before': 'RecordBefore',
  'summary_edits.transcript_ids': 'string[]',
  'summary_edits.change': 'PointChange',
  'guidance.transcript_ids': 'string[]',
}
const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  timestamptz: 'DateTime',
  bytea: 'Buffer',
  tsvector: 'string',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
}
type Column = {
  table: string
  column: string
  type: string
  optional: boolean
  nullable: boolean
  identity: boolean
  check: string | null
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string) => camel(`_${name}`)

export async function tablesSource(url: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<Column>(columnsQuery)
  await client.end()
  const tables = Map.groupBy(rows, ({ table }) => table)
  const blocks = [...tables].map(
    ([table, columns]) => `export type ${pascal(table)} = {\n${columns.map(line).join('\n')}\n}`,
  )
  const index = [...tables.keys()].map((table) => `  ${camel(table)}: ${pascal(table)}`)
  return `${head}\n${blocks.join('\n\n')}\n\nexport type Tables = {\n${index.join('\n')}\n}\n`
}

const head = `// Made from the migrated database by \`npm run tables\`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { DateTime } from 'luxon'
import type { ActionItem, Coverage, DecisionFacts, Json, JsonWithDefault, PackedTrail, Participant, Point, PointChange, RecordBefore, ReportSource, Topic, WorkingHours, WrittenNotes } from '#db/json.ts'
`

function line(column: Column): string {
  return `  ${camel(column.column)}: ${typeOf(column)}`
}

function typeOf({ table, column, type, optional, nullable, identity, check }: Column): string {
  if (type === 'jsonb')
    return `${optional || nullable ? 'JsonWithDefault' : 'Json'}<${shapes[`${table}.${column}`] ?? 'unknown'}>`
  const values = check?.match(/ANY \(\(?ARRAY\[(.+)\]/)?.[1]
  const base = values
    ? [...values.matchAll(/'([^']+)'/g)].map(([, value]) => `'${value}'`).join(' | ')
    : (types[type] ?? `unknown /* ${type} */`)
  const full = nullable ? `${base} | null` : base
  if (identity) return `GeneratedAlways<${full}>`
  return optional ? `Generated<${full}>` : full
}

const columnsQuery = `
  select c.relname as table, a.attname as column, t.typname as type, a.atthasdef as optional,
    not a.attnotnull as nullable, a.attidentity <> '' as identity,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as check
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and c.relname not like 'kysely%'
  order by c.relname, a.attnum`

if (import.meta.main) {
  const url = process.argv[2]
  if (!url) throw new Error('Give the URL of a migrated database')
  await writeFile('src/db/tables.gen.ts', await tablesSource(url))
}
