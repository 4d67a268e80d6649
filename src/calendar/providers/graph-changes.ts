/** Reading an Outlook calendar: first the change feed to its end, then, if it said anything, the whole window. */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import type { Graph } from '#calendar/providers/graph-client.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import type { ChangePage, Window } from '#calendar/providers/provider.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

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
    yield { ...NOTHING, isWholeWindow: false, cursor: feed.cursor }
    return
  }
  let link: string | undefined =
    `${calendarPath}/calendarView?${range}&$top=${PAGE_SIZE}&$select=${FIELDS.join(',')}`
  do {
    const view: z.infer<typeof View> = View.parse(await graph.read(link))
    link = view['@odata.nextLink']
    yield {
      ...(await understood(graph, calendarPath, view.value)),
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

type Understood = Pick<ChangePage, 'events' | 'removed' | 'unreadable'>
const NOTHING: Understood = { events: [], removed: [], unreadable: [] }

/** One item that is not what Microsoft documents never stops the others, and is not taken for gone. */
async function understood(graph: Graph, calendarPath: string, items: unknown[]): Promise<Understood> {
  const found: Understood = { events: [], removed: [], unreadable: [] }
  for (const item of items) {
    const id = Identified.safeParse(item).data?.id
    const whole = id !== undefined && isThin(item) ? await readOne(graph, calendarPath, id) : item
    const parsed = GraphEvent.safeParse(whole)
    const event = parsed.success ? fromGraph(parsed.data) : null
    if (event) found.events.push(event)
    else if (id !== undefined) found.unreadable.push(id)
  }
  return found
}

const Identified = z.object({ id: z.string() })
const OfSeries = z.object({ type: z.enum(['occurrence', 'exception']) })

/** Some mailboxes show occurrences without anything but their times: those would overwrite good rows with blanks. */
function isThin(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || !OfSeries.safeParse(item).success) return false
  return !('subject' in item) && !('organizer' in item)
}

const readOne = (graph: Graph, calendarPath: string, id: string) =>
  graph.read(`${calendarPath}/events/${encodeURIComponent(id)}`).catch((error: unknown) => {
    if (isRefusal(error, 'not_found')) return { id } // gone since the list was made: the next round says so
    throw error
  })

const isoOf = (instant: DateTime) => instant.toUTC().toISO() ?? ''
