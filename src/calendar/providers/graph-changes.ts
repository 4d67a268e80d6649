/** Reading an Outlook calendar: first the change feed to its end, then, if it said anything, the whole window. */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import type { Graph } from '#calendar/providers/graph-client.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import type { ChangePage, Window } from '#calendar/providers/provider.ts'
import { Refusal } from '#lib/errors.ts'

const PAGE_SIZE = 200
const FIELDS = Object.keys(GraphEvent.shape).filter((name) => !name.startsWith('@'))

const Feed = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})
const View = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() })

/**
 * The cursor is taken before the list is read: a change in between is announced by the next round. A first round
 * has no cursor yet, so the window counts as changed.
 */
export async function* readGraphChanges(
  graph: Graph,
  calendarPath: string,
  cursor: string | null,
  window: Window,
): AsyncGenerator<ChangePage> {
  const range = `startDateTime=${isoOf(window.start)}&endDateTime=${isoOf(window.end)}`
  const feed = await drain(graph, cursor ?? `${calendarPath}/calendarView/delta?${range}`)
  if (cursor !== null && !feed.hasChanges) {
    yield { events: [], removed: [], isWholeWindow: false, cursor: feed.cursor }
    return
  }
  let link: string | undefined =
    `${calendarPath}/calendarView?${range}&$top=${PAGE_SIZE}&$select=${FIELDS.join(',')}`
  do {
    const view: z.infer<typeof View> = View.parse(await graph.read(link))
    link = view['@odata.nextLink']
    yield {
      events: view.value.flatMap(readable),
      removed: [],
      isWholeWindow: true,
      ...(link === undefined && { cursor: feed.cursor }),
    }
  } while (link)
}

/** To the end of the feed. An empty page with a next link is legal. */
async function drain(graph: Graph, from: string): Promise<{ hasChanges: boolean; cursor: string }> {
  let link: string | undefined = from
  let hasChanges = false
  while (link) {
    const page: z.infer<typeof Feed> = Feed.parse(await graph.read(link, 'odata.maxpagesize=100'))
    hasChanges ||= page.value.length > 0
    const cursor = page['@odata.deltaLink']
    if (cursor) return { hasChanges, cursor }
    link = page['@odata.nextLink']
  }
  throw new Refusal('provider_unavailable', 'Microsoft ended the list of changes without a cursor')
}

/** One item that is not what Microsoft documents never stops the others. */
function readable(item: unknown) {
  const parsed = GraphEvent.safeParse(item)
  const event = parsed.success ? fromGraph(parsed.data) : null
  return event ? [event] : []
}

const isoOf = (instant: DateTime) => instant.toUTC().toISO() ?? ''
