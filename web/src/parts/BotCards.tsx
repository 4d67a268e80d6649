/** The bot's side of a meeting: what it waits for, what went wrong, what it did. */
import { CircleAlert, Hourglass } from 'lucide-react'
import { BotCommands } from '../bots/BotCommands.tsx'
import { Receipts } from '../bots/Receipts.tsx'
import type { Session } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, lengthOf, timeOf } from '../text.ts'

type Props = { session: Session }

/** Announced as it changes: what stands in the bot's way is told while somebody can still help. */
export function BotBanner({ session }: Props) {
  const { bot, meetingUrl } = session
  const trouble = bot?.trouble ?? (bot?.state === 'failed' ? UNKNOWN : null)
  return (
    <div role="status">
      {bot &&
        hintsOf(bot).map((text) => (
          <Hint key={text} text={text} link={isAtTheDoor(bot) ? meetingUrl : null} />
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

type Bot = NonNullable<Session['bot']>
const isAtTheDoor = ({ state }: Bot) => state === 'waiting_room'

/** At the door one thing alone matters; inside, the newest of what was noticed. */
function hintsOf(bot: Bot): string[] {
  const sinceOf = (...codes: string[]) => bot.timeline.findLast(({ code }) => codes.includes(code))?.at
  const last = bot.timeline.at(-1)
  const atTheDoorSince = sinceOf('in_waiting_room')
  if (isAtTheDoor(bot) && atTheDoorSince)
    return [
      `The bot has been in the lobby since ${timeOf(atTheDoorSince)}: admit “${bot.name}” in the meeting. Until then nothing is recorded.`,
    ]
  const isPaused = bot.state === 'in_call' && sinceOf('in_call_recording') !== undefined
  if (isPaused && last)
    return [`The recording has paused since ${timeOf(last.at)}. What is said now is not written down.`]
  return bot.notices
    .filter(({ kind }) => kind !== 'let_in')
    .slice(0, 1)
    .map(({ sentence }) => sentence)
}

const Hint = ({ text, link }: { text: string; link: string | null }) => (
  <div className="note amber spaced">
    <Hourglass size={18} aria-hidden />
    <div>
      {text}
      {link?.startsWith('https://') && (
        <>
          {' '}
          <a href={link} target="_blank" rel="noreferrer">
            Open the meeting
          </a>
        </>
      )}
    </div>
  </div>
)

const UNKNOWN =
  'The bot failed, and nobody told us why. What it did until then stands below; it can be sent again from Upcoming.'

/** What counts, and what does not. */
function Counted({ bot, billableSeconds }: { bot: Bot; billableSeconds: number }) {
  const { lobbySeconds, pausedSeconds } = bot
  const free = [
    ...(lobbySeconds > 0 ? [`${exactly(lobbySeconds)} in the lobby`] : []),
    ...(pausedSeconds > 0 ? [`${exactly(pausedSeconds)} paused`] : []),
  ]
  if (billableSeconds === 0 && free.length === 0) return null
  return (
    <p className="small quiet">
      {billableSeconds > 0 && (
        <>
          {Math.ceil(billableSeconds / 60)} min count towards <Link to="/usage">usage</Link>.
        </>
      )}
      {free.length > 0 && ` Not counted: ${free.join(', ')}.`}
    </p>
  )
}

const exactly = (seconds: number) => (seconds < 120 ? `${seconds} s` : lengthOf(seconds))

export function BotCard({ session }: Props) {
  const { bot, billableSeconds } = session
  if (!bot || bot.timeline.length === 0) return null
  return (
    <section className="card stack-tight aside">
      <h3>What the bot did</h3>
      <ol className="steps">
        {bot.timeline.map(({ at, code, sentence, isAsked }) => (
          <li key={at + code}>
            <time className="quiet" dateTime={at}>
              {timeOf(at)}
            </time>
            <span>
              {asSentence(sentence)}
              {isAsked && <span className="small quiet"> Its message never came; we asked Recall.</span>}
            </span>
          </li>
        ))}
      </ol>
      <BotCommands session={session} />
      <Receipts bot={bot} />
      <Counted bot={bot} billableSeconds={billableSeconds} />
    </section>
  )
}
