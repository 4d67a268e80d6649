/**
 * The recording of a meeting as one thing with one time line, whatever parts it came in. Its state can be watched, and
 * so can its position, which moves too fast to be anybody's state.
 */
export type Part = { id: string; startSeconds: number; seconds: number | null }
export type PlayState = {
  isPlaying: boolean
  isWaiting: boolean
  hasFailed: boolean
  hasPicture: boolean
  rate: number
  length: number
}
/** Is not played: words that were redacted. */
export type Silenced = { start: number; end: number }

const AHEAD_SECONDS = 0.06 // so that not even a beginning is heard
export const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2] as const

export class Playback {
  readonly #watchers = new Set<() => void>()
  readonly #followers = new Set<(at: number) => void>()
  readonly #address: (part: string) => string
  #media: HTMLMediaElement | null = null
  #parts: readonly Part[] = []
  #silenced: readonly Silenced[] = []
  #part = 0
  #isUsed = false
  #isRunning = false
  #state: PlayState = {
    isPlaying: false,
    isWaiting: false,
    hasFailed: false,
    hasPicture: false,
    rate: 1,
    length: 0,
  }

  /** `address`: where a part is played from. */
  constructor(address: (part: string) => string) {
    this.#address = address
  }

  /** With an element to play in; returns how to let go of it. */
  attach(media: HTMLMediaElement, parts: readonly Part[], length: number): () => void {
    const ended = new AbortController()
    this.#media = media
    this.#parts = parts
    this.#set({ length: Math.max(length, ...parts.map((part) => part.startSeconds + (part.seconds ?? 0))) })
    for (const name of EVENTS) media.addEventListener(name, () => this.#hear(name), ended)
    this.#load(Math.min(this.#part, parts.length - 1))
    return () => {
      ended.abort()
      media.pause()
      media.removeAttribute('src')
      media.load() // lets go of the connection
      this.#media = null
      this.#set({ isPlaying: false })
    }
  }

  silence(stretches: readonly Silenced[]): void {
    this.#silenced = stretches
  }

  watch = (watcher: () => void) => {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }
  state = () => this.#state

  /** Hear of each step of the position, while it plays and when it jumps. */
  follow(follower: (at: number) => void): () => void {
    this.#followers.add(follower)
    return () => void this.#followers.delete(follower)
  }

  /** There is something to play. */
  get isThere(): boolean {
    return this.#media !== null
  }

  /** Where it stands; null while nobody has played or searched anything. */
  get position(): number | null {
    return this.#isUsed ? this.#at() : null
  }

  seek(at: number): void {
    if (!this.#media) return
    this.#isUsed = true
    const to = Math.max(0, Math.min(at, this.#state.length))
    const index = Math.max(
      0,
      this.#parts.findLastIndex(({ startSeconds }) => startSeconds <= to + 0.001),
    )
    const wasPlaying = !this.#media.paused
    if (index !== this.#part) this.#load(index)
    this.#media.currentTime = Math.max(0, to - (this.#parts[index]?.startSeconds ?? 0))
    if (wasPlaying) this.#play()
    this.#step()
  }

  skip(seconds: number): void {
    this.seek(this.#at() + seconds)
  }

  toggle(): void {
    if (!this.#media) return
    this.#isUsed = true
    if (this.#media.paused) this.#play()
    else this.#media.pause()
  }

  setRate(rate: number): void {
    if (this.#media) this.#media.playbackRate = rate
    this.#set({ rate })
  }

  /** To the next slower or faster of the usual rates. */
  changeRate(by: 1 | -1): void {
    const at = RATES.findIndex((rate) => rate >= this.#state.rate)
    this.setRate(RATES[Math.max(0, Math.min(RATES.length - 1, at + by))] ?? 1)
  }

  #at(): number {
    return (this.#parts[this.#part]?.startSeconds ?? 0) + (this.#media?.currentTime ?? 0)
  }

  #load(index: number): void {
    const part = this.#parts[index]
    if (!this.#media || !part) return
    this.#part = index
    this.#media.src = this.#address(part.id)
    this.#media.playbackRate = this.#state.rate
    this.#set({ hasFailed: false })
  }

  #play(): void {
    if (this.#media?.error) this.#load(this.#part)
    this.#media?.play().catch(() => {}) // what goes wrong is told by the element's own 'error'
  }

  #hear(name: (typeof EVENTS)[number]): void {
    const media = this.#media
    if (!media) return
    const next = this.#parts[this.#part + 1]
    if (name === 'ended' && next) {
      this.seek(next.startSeconds)
      this.#play()
      return
    }
    this.#set({
      isPlaying: !media.paused && !media.ended,
      isWaiting: !media.paused && media.readyState < media.HAVE_FUTURE_DATA,
      hasFailed: media.error !== null,
      hasPicture: media instanceof HTMLVideoElement && media.videoWidth > 0,
    })
    if (name === 'playing') this.#run()
    this.#step()
  }

  /** Once for each picture of the screen while it plays. */
  #run(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    const next = () => {
      this.#isRunning = this.#media !== null && !this.#media.paused
      if (!this.#isRunning) return
      this.#step()
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  }

  #step(): void {
    const at = this.#at()
    const silenced = this.#silenced.find((one) => isWithin(one, at, this.#state.length))
    if (silenced && this.#media && !this.#media.paused) this.seek(silenced.end)
    else for (const follower of this.#followers) follower(at)
  }

  #set(change: Partial<PlayState>): void {
    const keys = Object.keys(change) as (keyof PlayState)[] // of a literal of that type
    if (keys.every((key) => this.#state[key] === change[key])) return
    this.#state = { ...this.#state, ...change }
    for (const watcher of this.#watchers) watcher()
  }
}

const isWithin = ({ start, end }: Silenced, at: number, length: number) =>
  start - AHEAD_SECONDS <= at && at < Math.min(end, length) - 0.01

const EVENTS = ['play', 'playing', 'pause', 'waiting', 'ended', 'error', 'loadedmetadata', 'seeked'] as const
