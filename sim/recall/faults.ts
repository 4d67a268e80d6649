// What may go wrong at Recall and on the way to it, as knobs. All are off unless somebody turns them; shares are drawn
// from one seeded source, so that the same seed gives the same trouble.
import type { Request, RequestHandler } from 'express'

/** Endpoints that share a rate limit. */
export type Group =
  | 'create'
  | 'list'
  | 'retrieve'
  | 'change'
  | 'command'
  | 'transcribe'
  | 'usage'
  | 'calendars'
  | 'calendar_events'

export type CallFault =
  | 'lost_request' // the connection breaks before anything happened
  | 'lost_answer' // it happens, then the connection breaks
  | 'bad_gateway' // it happens, then a page of HTML with 502
  | 'unavailable' // 503, nothing happened
  | 'throttled' // 429 with Retry-After, nothing happened
  | 'conflict' // 409, as if the same key were in flight
  | 'busy' // 507 for a new bot, remembered under its key for an hour
  | 'not_deletable' // 405 for DELETE, as if the bot had been dispatched

export type Faults = {
  /** From 0 (never) to 1 (always), drawn anew for each call. */
  calls: Partial<Record<CallFault, number>>
  /** Which calls `calls` may hit; empty = all. */
  groups: Group[]
  /** Used up before any share is drawn: the next call of this group (or of any) meets this. */
  next: { fault: CallFault; group?: Group }[]
  /** Signed status webhooks. `echoed` = once more under a new id; `late` = within `lateMs`, which also shuffles them. */
  webhooks: { lost: number; twice: number; echoed: number; late: number; lateMs: number }
  /** Live words. `refused` = a try that fails on the way (60 in a row end the endpoint); `twice` = said again. */
  realtime: { refused: number; twice: number }
  /** Nobody opens any lobby, whatever the link says. */
  isLobbyStuck: boolean
  /** How far the bots move between the pages of one list: -1 = each page repeats one row, 1 = each page misses one. */
  pageShift: number
}

/** The part of the knobs that faults need. */
type Dice = { random: () => number; fired: Record<string, number> }
type Trouble = Dice & { faults: Faults }

export const noFaults = (): Faults => ({
  calls: {},
  groups: [],
  next: [],
  webhooks: { lost: 0, twice: 0, echoed: 0, late: 0, lateMs: 60_000 },
  realtime: { refused: 0, twice: 0 },
  isLobbyStuck: false,
  pageShift: 0,
})

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Whether this fault happens now; counted in `fired`, so that a fault that never fired can be told. */
export function strikes(knobs: Dice, name: string, share: number): boolean {
  if (share <= 0 || knobs.random() >= share) return false
  knobs.fired[name] = (knobs.fired[name] ?? 0) + 1
  return true
}

const groups: [method: string, path: RegExp, group: Group][] = [
  ['POST', /^\/bot\/$/, 'create'],
  ['GET', /^\/(bot|recording|transcript)\/$/, 'list'],
  ['GET', /^\/calendars\/$/, 'calendars'],
  ['GET', /^\/calendar-events\/$/, 'calendar_events'],
  ['PATCH', /./, 'change'],
  ['DELETE', /./, 'change'],
  ['POST', /^\/recording\/.*create_transcript/, 'transcribe'],
  ['POST', /./, 'command'],
  ['GET', /^\/billing\//, 'usage'],
  ['GET', /./, 'retrieve'],
]
const groupOf = ({ method, path }: Request): Group =>
  groups.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'retrieve'

const kinds: CallFault[] = [
  'lost_request',
  'lost_answer',
  'bad_gateway',
  'unavailable',
  'throttled',
  'conflict',
  'busy',
  'not_deletable',
]
const fits = (fault: CallFault, req: Request) =>
  (fault !== 'busy' || groupOf(req) === 'create') &&
  (fault !== 'not_deletable' || req.method === 'DELETE') &&
  (fault !== 'conflict' || req.get('idempotency-key') !== undefined)

function faultFor(req: Request, knobs: Trouble): CallFault | null {
  const { next, calls, groups: hit } = knobs.faults
  const group = groupOf(req)
  const planned = next.findIndex((one) => (one.group ?? group) === group && fits(one.fault, req))
  if (planned >= 0) {
    const [one] = next.splice(planned, 1)
    if (one) knobs.fired[one.fault] = (knobs.fired[one.fault] ?? 0) + 1
    return one?.fault ?? null
  }
  if (hit.length > 0 && !hit.includes(group)) return null
  return kinds.find((kind) => fits(kind, req) && strikes(knobs, kind, calls[kind] ?? 0)) ?? null
}

/** Before the idempotency store, so that what happened is remembered even where the answer is lost. */
export const troubled =
  (knobs: Trouble): RequestHandler =>
  (req, res, next) => {
    const fault = faultFor(req, knobs)
    const say = (status: number, code: string, detail: string) =>
      void res.status(status).json({ code, detail })
    switch (fault) {
      case 'lost_request':
        return void res.socket?.destroy()
      case 'unavailable':
        return say(503, 'service_unavailable', 'Try again later.')
      case 'throttled':
        res.set('retry-after', '7')
        return say(429, 'throttled', 'Request was throttled. Expected available in 7 seconds.')
      case 'conflict':
        return say(409, 'conflict', 'A request with this idempotency key is in flight.')
      case 'not_deletable':
        return say(405, 'method_not_allowed', 'Method "DELETE" not allowed.')
      case 'busy':
        res.locals.isBusy = true // said behind the idempotency store, which remembers it
        return next()
      case 'lost_answer':
      case 'bad_gateway':
        spoilAnswer(res, fault)
        return next()
      default:
        return next()
    }
  }

/** Everything is answered through `end`, which is replaced; what was to be said is thrown away. */
function spoilAnswer(res: Parameters<RequestHandler>[1], fault: 'lost_answer' | 'bad_gateway') {
  const end = res.end.bind(res)
  res.end = () => {
    if (fault === 'lost_answer') res.socket?.destroy()
    else {
      const page = '<html><body>502 Bad Gateway</body></html>'
      res.status(502).set({ 'content-type': 'text/html', 'content-length': String(page.length) })
      end(page)
    }
    return res
  }
}
