/** The providers that a calendar can come from: one button each, or what the operator must do first. */
import { useMutation } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import { type Answer, api } from '../api.ts'
import { type Look, State } from '../parts/State.tsx'
import type { Connection } from '../queries.ts'
import { sayTrouble } from '../toasts.ts'
import { ConnectFeed } from './ConnectFeed.tsx'

type ProviderName = Connection['provider']
type Way = Connection['through']
type AtTheirPage = Exclude<ProviderName, 'ics'>
type Provider = Answer<'GET /v1/calendars'>['providers'][number]

export const providers: Record<ProviderName, { name: string; settings: string }> = {
  google_calendar: { name: 'Google Calendar', settings: 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET' },
  microsoft_outlook: {
    name: 'Microsoft Outlook',
    settings: 'MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET',
  },
  ics: { name: 'Calendar address (ICS)', settings: '' },
}
const off: Look = { word: 'Off', icon: 'off', tone: '' }

/** Leaves for the provider's own page of consent; the browser comes back to Calendars. */
export function useConnect() {
  return useMutation({
    mutationFn: (body: { provider: AtTheirPage; through: Way }) =>
      api('POST /v1/calendars/connect', { body }),
    onSuccess: ({ redirectUrl }) => location.assign(redirectUrl),
    onError: sayTrouble,
  })
}

type Props = { providers: readonly Provider[]; isFirst: boolean }

export const ConnectCalendar = ({ providers: offered, isFirst }: Props) => (
  <section className="block">
    <h2>{isFirst ? 'Connect a calendar to begin' : 'Add another'}</h2>
    <p className="quiet prose">
      Only reading is asked for: LiveConvo never writes to a calendar. Nothing is joined before you have seen
      what would happen and confirmed it.
    </p>
    <ul className="card flush">
      {offered.map(({ provider, isOn, isOnThroughRecall }) =>
        provider === 'ics' ? (
          isOn && <ConnectFeed key={provider} />
        ) : (
          <Offer key={provider} {...{ provider, isOn, isOnThroughRecall, isFirst }} />
        ),
      )}
    </ul>
  </section>
)

type OfferProps = {
  provider: AtTheirPage
  isOn: boolean
  isOnThroughRecall: boolean
  isFirst: boolean
}

function Offer({ provider, isOn, isOnThroughRecall, isFirst }: OfferProps) {
  const connect = useConnect()
  const { name, settings } = providers[provider]
  return (
    <li className="line">
      <div>
        <div className="line-name">
          {name} {!isOn && <State look={off} />}
        </div>
        {!isOn && (
          <p className="line-facts">
            The operator of this server switches it on by setting {settings} and starting it again.
          </p>
        )}
        {isOnThroughRecall && (
          <p className="line-facts">
            Through Recall, Recall.ai keeps the permission and reads your primary calendar for this server. An
            account is read one way or the other, never both.
          </p>
        )}
      </div>
      {isOn && (
        <div className="cluster">
          {isOnThroughRecall && (
            <button
              type="button"
              className="button"
              disabled={connect.isPending || connect.isSuccess}
              onClick={() => connect.mutate({ provider, through: 'recall' })}
            >
              Through Recall<span className="hidden">: {name}</span>
            </button>
          )}
          <button
            type="button"
            className={isFirst ? 'button primary' : 'button'}
            disabled={connect.isPending || connect.isSuccess}
            onClick={() => connect.mutate({ provider, through: 'direct' })}
          >
            <CalendarPlus size={16} aria-hidden />
            Connect<span className="hidden"> {name}</span>
          </button>
        </div>
      )}
    </li>
  )
}
