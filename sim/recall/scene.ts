// The meeting link says how the meeting goes: `play` picks the words, `sim` the course, `at` when talk begins.

export type Scene = {
  /** Script name, or null for one of the shipped ones. */
  play: string | null
  /** Talk does not begin before this, milliseconds since 1970. */
  at: number
  lobbySeconds: number
  /** People come this long after the bot. */
  lateSeconds: number
  /** Seconds after the recording began; null = never. */
  kickAfterSeconds: number | null
  /** A fatal sub code instead of joining. */
  fatal: string | null
  /** Seconds after the recording began the bot breaks: fatal, with a part recorded. Null = never. */
  crashAfterSeconds: number | null
  /** So many new bots are answered 507 first, when they are ad hoc. */
  busyTimes: number
  isRefused: boolean
  isEmpty: boolean
  isSilent: boolean
  /** Zoom: the host forbids recording. */
  isDenied: boolean
  /** Everybody leaves, and nobody ends the call. */
  isAbandoned: boolean
  /** Every transcript of this meeting fails. */
  isUntranscribable: boolean
}

const DEFAULT_LOBBY_SECONDS = 8

/** Unknown words are ignored, as a real meeting link may carry anything. */
export function sceneOf(link: string): Scene {
  const query = new URL(link).searchParams
  const words = new Map(
    (query.get('sim') ?? '').split(',').map((word) => {
      const [name = '', ...value] = word.trim().split(':')
      return [name, value.join(':')]
    }),
  )
  const seconds = (name: string, otherwise: number) => Number(words.get(name) || otherwise)
  return {
    play: query.get('play'),
    at: Number(query.get('at') ?? 0) * 1000,
    lobbySeconds: seconds('lobby', DEFAULT_LOBBY_SECONDS),
    lateSeconds: words.has('late') ? seconds('late', 120) : 0,
    kickAfterSeconds: words.has('kick') ? seconds('kick', 30) : null,
    fatal: words.has('fatal') ? words.get('fatal') || 'bot_errored' : null,
    crashAfterSeconds: words.has('crash') ? seconds('crash', 60) : null,
    busyTimes: words.has('busy') ? seconds('busy', 1) : 0,
    isRefused: words.has('refuse'),
    isEmpty: words.has('noone'),
    isSilent: words.has('silent'),
    isDenied: words.has('deny'),
    isAbandoned: words.has('abandoned'),
    isUntranscribable: words.has('untranscribable'),
  }
}
