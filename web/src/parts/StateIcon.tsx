/** The drawings beside the words of states. */
import {
  Archive,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleOff,
  CircleSlash,
  CircleStop,
  DoorOpen,
  Hourglass,
  OctagonPause,
  Phone,
  RefreshCw,
  Sparkles,
} from 'lucide-react'

const icons = {
  alert: CircleAlert,
  archive: Archive,
  calendar: CalendarClock,
  check: CircleCheck,
  door: DoorOpen,
  dot: CircleDot,
  hourglass: Hourglass,
  octagon: OctagonPause,
  off: CircleOff,
  phone: Phone,
  refresh: RefreshCw,
  slash: CircleSlash,
  sparkles: Sparkles,
  stop: CircleStop,
}
export type IconName = keyof typeof icons

export function StateIcon({ name }: { name: IconName }) {
  const Icon = icons[name]
  return <Icon size={13} strokeWidth={2.5} aria-hidden />
}
