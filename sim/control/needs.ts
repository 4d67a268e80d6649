// What the control page looks at and steers.
import type { DriftingClock } from '../clock.ts'
import type { CalendarControls, SimContext } from '../provider.ts'
import type { RecallSim } from '../recall/recall.ts'

export type ControlNeeds = {
  context: SimContext
  recall: RecallSim
  /** By provider name, google and microsoft; may lack either. */
  calendars: Record<string, CalendarControls>
  /** Null under a clock that somebody else drives. */
  drifting: DriftingClock | null
}
