/** Where one can go. On narrow screens the four most used stand at the thumb; the rest is in the account menu. */
import {
  AudioLines,
  CalendarClock,
  CalendarSync,
  FileText,
  Gauge,
  type LucideIcon,
  Search,
  Server,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import { NavLink } from '../router/router.tsx'

type Place = { to: string; word: string; icon: LucideIcon; key: string }

export const places: readonly Place[] = [
  { to: '/', word: 'Upcoming', icon: CalendarClock, key: 'u' },
  { to: '/meetings', word: 'Meetings', icon: AudioLines, key: 'm' },
  { to: '/search', word: 'Search', icon: Search, key: 'f' },
  { to: '/rules', word: 'Rules', icon: SlidersHorizontal, key: 'r' },
  { to: '/reports', word: 'Reports', icon: FileText, key: 'd' },
  { to: '/calendars', word: 'Calendars', icon: CalendarSync, key: 'c' },
  { to: '/usage', word: 'Usage', icon: Gauge, key: 's' },
  { to: '/members', word: 'Members', icon: Users, key: 'p' },
]
export const placesOfOperator: readonly Place[] = [
  ...places,
  { to: '/operator', word: 'Operator', icon: Server, key: 'o' },
]

export const Nav = ({ isOperator }: { isOperator: boolean }) => (
  <nav className="nav" aria-label="Pages">
    <Places places={isOperator ? placesOfOperator : places} size={18} />
  </nav>
)

export const BottomBar = () => (
  <nav className="bar" aria-label="Pages">
    <Places places={places.slice(0, 4)} size={20} />
  </nav>
)

const Places = ({ places, size }: { places: readonly Place[]; size: number }) => (
  <ul>
    {places.map(({ to, word, icon: Icon }) => (
      <li key={to}>
        <NavLink to={to}>
          <Icon size={size} strokeWidth={1.75} aria-hidden />
          {word}
        </NavLink>
      </li>
    ))}
  </ul>
)
