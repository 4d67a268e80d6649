/** A meeting without words: not yet, or because no bot ever recorded it. */
import { Clock } from 'lucide-react'
import { ContextCard } from '../documents/ContextCard.tsx'
import { BotCard } from '../parts/BotCards.tsx'
import { Empty } from '../parts/Empty.tsx'
import type { Session } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { fullDayOf, timeOf } from '../text.ts'

export function YetToCome({ session }: { session: Session }) {
  const { bot, scheduledStart } = session
  const isOver = bot === null || ['failed', 'cancelled', 'done'].includes(bot.state)
  return (
    <div className="stack">
      <Empty
        icon={Clock}
        title={isOver ? 'Nothing was recorded' : 'This meeting has not begun'}
        action={
          !isOver && (
            <Link className="button" to={`/meetings/${session.id}/brief`}>
              Prepare: the brief
            </Link>
          )
        }
      >
        {isOver
          ? 'No bot recorded this meeting, so there is no transcript and no summary.'
          : `The bot joins ${scheduledStart ? `${fullDayOf(bot.joinAt)} at ` : 'at '}${timeOf(bot.joinAt)}. What is said then appears here as it is said.`}
      </Empty>
      <ContextCard sessionId={session.id} />
      <BotCard session={session} />
    </div>
  )
}
