/** Is everything in sync? One line per calendar: last, next, trouble and remedy. */
import '../styles/pages.css'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { ConnectCalendar } from '../calendars/ConnectCalendar.tsx'
import { ConnectionCard } from '../calendars/ConnectionCard.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { calendars } from '../queries.ts'
import { Link, useSearchParams } from '../router/router.tsx'
import { zoneName } from '../text.ts'

export default function CalendarsPage() {
  return (
    <Page
      title="Calendars"
      lead={`Which calendars are read, and whether all is well. Times in ${zoneName()}.`}
    >
      <Returned />
      <Loaded query={useQuery(calendars)} rows={3}>
        {({ connections, providers }) => (
          <>
            {connections.map((connection) => (
              <ConnectionCard key={connection.id} connection={connection} />
            ))}
            <ConnectCalendar providers={providers} isFirst={connections.length === 0} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** What came of it, when the provider has sent the browser back. */
function Returned() {
  const [search, setSearch] = useSearchParams()
  const problem = search.get('problem')
  if (!problem && !search.get('connected')) return null
  const Icon = problem ? CircleAlert : CircleCheck
  return (
    <div className={`note spaced ${problem ? 'amber' : 'accent'}`} role={problem ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden />
      <div>
        {problem ? (
          <p>
            <b>No calendar was connected.</b> {problems[problem] ?? OTHER_PROBLEM}
          </p>
        ) : (
          <p>
            <b>Connected.</b> Its meetings are being read and appear in <Link to="/">Upcoming</Link>.
          </p>
        )}
      </div>
      <button type="button" className="button plain step" aria-label="Dismiss" onClick={() => setSearch({})}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}

const OTHER_PROBLEM =
  'Something unexpected came in between. Try again; if it happens once more, tell the operator.'
const problems: Record<string, string> = {
  not_allowed:
    'The permission was not given, or the way back did not belong to the person who began. Try again.',
  gone: 'It took too long. Begin again.',
  read_directly:
    'This server reads that account itself already, and an account is read one way only. To have Recall read it, disconnect it below and connect it again through Recall.',
  read_by_recall:
    'Recall reads that account already, and an account is read one way only. To have it read directly, disconnect it below and connect it again.',
  scope_missing:
    'Reading the events was not allowed. Connect again and leave the box for calendar events ticked.',
  grant_lost: 'The provider gave no lasting permission. Connect again and agree to all that is asked.',
  feature_off: 'Calendars of this provider are not set up on this server. The operator can do that.',
  not_signed_in: 'You were signed out in the meantime. Sign in and connect again.',
  provider_auth: 'The provider refuses this server’s own credentials. The operator has to correct them.',
  provider_unavailable: 'The provider does not answer as it should. Try again in a few minutes.',
  provider_rate_limited: 'The provider asks us to slow down. Try again in a few minutes.',
}
