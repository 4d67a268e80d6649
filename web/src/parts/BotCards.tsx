/** The bot's side of a meeting: what it waits for, what went wrong, what it did. */
import { CircleAlert, Hourglass } from 'lucide-react'
import { BotCommands } from '../bots/BotCommands.tsx'
import { Receipts } from '../bots/Receipts.tsx'
import type { Session } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, timeOf } from '../text.ts'

type Props = { session: Session }

/** Announced as it changes: what stands in the bot's way is told while somebody can still help. */
export function BotBanner({ session: { bot } }: Props) {
  const trouble = bot?.trouble ?? (bot?.state === 'failed' ? UNKNOWN : null)
  const hints = bot?.notices.filter(({ kind }) => kind !== 'let_in') ?? []
  const isAtTheDoor = bot?.state === 'waiting_room' && hints.length === 0
  return (
    <div role="status">
      {isAtTheDoor && <Hint text={`“${bot.name}” waits in the lobby for somebody to let it in.`} />}
      {hints.slice(0, 1).map(({ kind, sentence }) => (
        <Hint key={kind} text={sentence} />
      ))}
      {trouble && (
        <div className="note red spaced">
          <CircleAlert size={18} aria-hidden />
          <div>{asSentence(trouble)}</div>
        </div>
      )}
    </div>
  )
}

const Hint = ({ text }: { text: string }) => (
  <div className="note amber spaced">
    <Hourglass size={18} aria-hidden />
    <div>{text}</div>
  </div>
)

const UNKNOWN =
  'The bot failed, and nobody told us why. What it did until then stands below; it can be sent again from Upcoming.'

export function BotCard({ session }: Props) {
  const { bot, billableSeconds } = session
  if (!bot || bot.timeline.length === 0) return null
  return (
    <section className="card stack-tight aside">
      <h3>What the bot did</h3>
      <ol className="steps">
        {bot.timeline.map(({ at, code, sentence }) => (
          <li key={at + code}>
            <time className="quiet" dateTime={at}>
              {timeOf(at)}
            </time>
            <span>{asSentence(sentence)}</span>
          </li>
        ))}
      </ol>
      <BotCommands session={session} />
      <Receipts bot={bot} />
      {billableSeconds > 0 && (
        <p className="small quiet">
          {Math.ceil(billableSeconds / 60)} min count towards <Link to="/usage">usage</Link>.
        </p>
      )}
    </section>
  )
}
