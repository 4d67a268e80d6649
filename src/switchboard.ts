/** What happens when…: what the outside world tells us and who listens, what happens here and who reacts. */
import type { Reactions } from '#events/events.ts'

/** What reactions may use: they write rows and add jobs, nothing else. */
export type ReactionNeeds = { jobs: import('#jobs/define.ts').Queue; clock: import('#lib/clock.ts').Clock }

/** What happens here, and who reacts. */
export const reactions: Reactions<ReactionNeeds> = {}
