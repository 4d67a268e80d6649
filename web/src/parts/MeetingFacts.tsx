/** The head of a meeting: its state, time and people. */
import { useMe } from '../me.ts'
import type { Session } from '../queries.ts'
import { domainOf, fullDayOf, lengthOf, platformName, timeOf } from '../text.ts'
import { Faces } from './Faces.tsx'
import { lookOfSession, State } from './State.tsx'

export function MeetingFacts({ session }: { session: Session }) {
  const { user } = useMe()
  const when = session.recordingStartedAt ?? session.scheduledStart
  return (
    <div className="row-facts" style={{ marginTop: 8 }}>
      <State look={lookOfSession(session)} />
      {when && (
        <time dateTime={when}>
          {fullDayOf(when)}, {timeOf(when)}
        </time>
      )}
      {session.durationSeconds > 0 && <span>{lengthOf(session.durationSeconds)}</span>}
      <span>{platformName(session.platform)}</span>
      <Faces people={session.people} home={domainOf(user.email)} />
      {session.ownerName !== user.fullName && <span>recorded by {session.ownerName}</span>}
    </div>
  )
}
