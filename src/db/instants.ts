/** Instants cross the database as luxon DateTime in UTC: parsed on the way out, rendered on the way in. */
import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
  type ValueNode,
} from 'kysely'
import { DateTime } from 'luxon'
import pg from 'pg'
import { quickInstant } from '#lib/quick-instant.ts'

const TIMESTAMPTZ = 1184
const INT8 = 20
const parsers: Record<number, (text: string) => unknown> = {
  [TIMESTAMPTZ]: (text) =>
    quickInstant(`${text.replace(' ', 'T')}:00`) ?? DateTime.fromSQL(text, { zone: 'utc' }),
  [INT8]: Number,
}

/** For pg: timestamptz → DateTime, bigint → number (ours stay far below 2^53). */
export const instantTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
}

class Instants extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    const copy = super.transformValue(node)
    return DateTime.isDateTime(copy.value) ? { ...copy, value: copy.value.toUTC().toISO() } : copy
  }
}

/** For Kysely: DateTime parameters → ISO text. */
export class InstantsPlugin implements KyselyPlugin {
  readonly #transformer = new Instants()

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(args.node, args.queryId)
  }

  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result
  }
}
