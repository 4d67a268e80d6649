/**
 * Everything between the product and the providers: the process's own `fetch`. Faults happen on the way, in both
 * directions; while an answer is on its way, other things may happen (`meanwhile`). One message at a time.
 */
import type { Chance, Menu } from './chance.ts'
import { faults } from './faults.ts'
import { type Fibre, fibre, inTurn, never } from './fibre.ts'
import { openLedger } from './ledger.ts'
import { mutex } from './mutex.ts'

type Needs = {
  chance: Chance
  simsUrl: string
  /** The product, as providers know it. */
  appUrl: string
  /** Where the product really listens now; null while it is down. `died` settles when it dies before it answers. */
  door: () => { url: string; died: Promise<unknown> } | null
  /** Others run, and time passes, before the answer arrives. */
  meanwhile: () => Promise<void>
  /** Until nothing that the providers send is on its way. */
  settle: () => Promise<void>
  note: (what: string, where: string) => void
  now: () => number
  broken: (sentence: string) => void
}

const trueFetch = globalThis.fetch

export function openNetwork(needs: Needs) {
  const { chance, note } = needs
  const ledger = openLedger()
  const oneAtATime = mutex()

  /** From the product to a provider. */
  async function outbound(url: URL, init: RequestInit): Promise<Response> {
    const mine = fibre()
    if (!mine) return trueFetch(url, init) // the storm's own
    return inTurn(mine, () => call(mine, url, init))
  }

  async function call(mine: Fibre, url: URL, init: RequestInit): Promise<Response> {
    if (mine.process.isDead) return never()
    if (mine.port === null) needs.broken(`an outside call that is no port's: ${init.method} ${url.pathname}`)
    const side = sideOf(url)
    const where = `${init.method ?? 'GET'} ${pathOf(url)}`
    const key = new Headers(init.headers).get('idempotency-key')
    const isMade = key !== null && ledger.keys.has(key)
    const what = chance.meet(where, menuFor(side, init.method ?? 'GET', url, isMade))
    if (what !== null) note(what, where)
    const kind = what?.split(': ')[1] ?? 'fine'
    const asked = {
      at: needs.now(),
      side,
      method: init.method ?? 'GET',
      path: url.pathname,
      body: init.body,
      key,
    }
    const early = before(kind)
    if (early) {
      if (early instanceof Response)
        ledger.answered({
          ...asked,
          status: early.status,
          answer: await early.clone().text(),
          retryAfter: seconds(early),
          isHeard: true,
        })
      if (early instanceof Error) throw early
      return early
    }
    const { response, text } = await forward(url, init)
    const isHeard = kind === 'fine' || kind === 'slow'
    const retryAfter = isHeard ? seconds(response) : null
    ledger.answered({ ...asked, status: response.status, answer: text, retryAfter, isHeard })
    needs.note(`${response.status}`, `${init.method ?? 'GET'} ${shortened(url)}`)
    await needs.settle()
    if (kind === 'slow') await needs.meanwhile()
    if (mine.process.isDead) return never()
    return after(kind, response, text)
  }

  /** From a provider to the product's doors. */
  async function inbound(url: URL, init: RequestInit): Promise<Response> {
    const isPush = !url.pathname.startsWith('/hooks/recall')
    const isHandshake = url.searchParams.has('validationToken')
    const where = `POST ${pathOf(url)}`
    const what = isHandshake ? null : chance.meet(where, isPush ? faults.push : faults.hook)
    if (what !== null) note(what, where)
    const kind = what?.split(': ')[1] ?? 'fine'
    if (kind === 'lost') return new Response(null, { status: 204 })
    if (kind === 'reset before' || kind === 'late') throw reset()
    const answer = await deliver(url, init)
    if (kind === 'twice') await deliver(url, init)
    if (kind === 'acknowledgement lost') throw reset()
    return answer
  }

  async function deliver(url: URL, init: RequestInit): Promise<Response> {
    const door = needs.door()
    if (!door) throw refusedConnection()
    const { signal: _, ...rest } = init // nobody waits in real time here
    const gone = door.died.then(() => Promise.reject(reset()))
    const answer = await Promise.race([trueFetch(`${door.url}${url.pathname}${url.search}`, rest), gone])
    const text = await Promise.race([answer.text(), gone])
    ledger.arrived(url.pathname, init, { at: needs.now(), status: answer.status })
    return rebuilt(answer, text)
  }

  return {
    ledger,
    fetch: (async (input: string | URL | Request, init: RequestInit = {}) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.href.startsWith(needs.appUrl)) return oneAtATime(() => inbound(url, init))
      return url.href.startsWith(needs.simsUrl) ? outbound(url, init) : trueFetch(input, init)
    }) as typeof fetch, // its other shapes are not used here
    /** A message of somebody else's, as it is. */
    knock: (path: string, init: RequestInit) => oneAtATime(() => deliver(new URL(path, needs.appUrl), init)),
  }
}

async function forward(url: URL, init: RequestInit) {
  const { signal: _, ...rest } = init
  const response = await trueFetch(url, rest)
  return { response, text: await response.text() }
}

/** The answer that comes without anybody having been asked; undefined: go on. */
function before(kind: string): Response | Error | undefined {
  if (kind === 'refused connection') return refusedConnection()
  if (kind === 'reset before') return reset()
  if (kind === '500') return said(500, '<html>Something went wrong</html>', 'text/html')
  if (kind === '429')
    return said(
      429,
      JSON.stringify({ detail: 'throttled', error: { code: 'rate_limit_exceeded' } }),
      JSON_TYPE,
      { 'retry-after': '7' },
    )
  if (kind === '409 in flight') return said(409, JSON.stringify({ code: 'conflict', detail: 'in flight' }))
  if (kind === '507')
    return said(507, JSON.stringify({ code: 'adhoc_pool_depleted', detail: 'No bots' }), JSON_TYPE, {
      'retry-after': '30',
    })
  if (kind === '410')
    return said(
      410,
      JSON.stringify({ error: { code: 410, message: 'gone', errors: [{ reason: 'fullSyncRequired' }] } }),
    )
  if (kind === '403 quota')
    return said(
      403,
      JSON.stringify({ error: { code: 403, message: 'quota', errors: [{ reason: 'rateLimitExceeded' }] } }),
    )
  return undefined
}

/** What becomes of a good answer on the way back. */
function after(kind: string, response: Response, text: string): Response {
  if (kind === 'reset after') throw reset()
  if (kind === '503 after') return said(503, '<html>Bad gateway</html>', 'text/html')
  if (kind === 'garbage after') return said(200, text.slice(0, Math.floor(text.length / 2)))
  return rebuilt(response, text)
}

const JSON_TYPE = 'application/json'
const said = (status: number, body: string, type = JSON_TYPE, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers: { 'content-type': type, ...headers } })

/** As it came, but read already: what the transport said about its bytes is not true any more. */
function rebuilt(response: Response, text: string): Response {
  const headers = new Headers(response.headers)
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name)
  return new Response([204, 205, 304].includes(response.status) ? null : text, {
    status: response.status,
    headers,
  })
}

const seconds = (response: Response) => Number(response.headers.get('retry-after')) || null
const failure = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
const reset = () => failure('ECONNRESET')
const refusedConnection = () => failure('ECONNREFUSED')

type Side = 'recall' | 'calendar' | 'token' | 'model'

function sideOf({ pathname }: URL): Side {
  if (pathname.startsWith('/recall')) return 'recall'
  if (pathname.startsWith('/openai')) return 'model'
  return /token|revoke|login/.test(pathname) ? 'token' : 'calendar'
}

/**
 * A 507 answers only to a bot for now, a 409 only to a call with a key, a 410 only to a list of changes. A key under
 * which a bot was made (`isMade`) is answered with that bot: never with a 507.
 */
function menuFor(side: Side, method: string, { pathname, search }: URL, isMade: boolean): Menu {
  const menu: Record<string, number> = { ...faults[side] }
  if (side === 'recall' && !(method === 'POST' && pathname.endsWith('/bot/'))) {
    delete menu['recall: 507']
    delete menu['recall: 409 in flight']
  }
  if (isMade) delete menu['recall: 507']
  if (side === 'calendar' && !/[sS]yncToken|deltatoken/i.test(search)) delete menu['calendar: 410']
  return menu
}

/** For the eye: ids by their first letters. */
const shortened = ({ pathname }: URL) =>
  pathname.replace(/([0-9a-f]{6})[0-9a-f]{2}-[0-9a-f-]{27}/g, '$1…').slice(0, 60)

/** A place has the same name for every bot, calendar and channel. */
const pathOf = ({ pathname }: URL) =>
  pathname
    .replace(/\/live\/[^/]+/, '/live/:token')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/calendars\/[^/]+/, '/calendars/:id')
    .replace(/\/(subscriptions|events|calendars)\/[^/]{20,}/g, '/$1/:id')
