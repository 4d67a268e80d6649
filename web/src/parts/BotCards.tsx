/** The bot's side of a meeting: what it waits for, what went wrong, what it did, and who got mail. */
import { CircleAlert, Hourglass } from 'lucide-react'
import type { Session } from '../queries.ts'
import { asSentence, lengthOf, timeOf } from '../text.ts'

type Props = { session: Session }

export function BotBanner({ session: { bot } }: Props) {
  if (bot?.state === 'waiting_room')
    return (
      <div className="note amber" role="status" style={{ marginBottom: 16 }}>
        <Hourglass size={18} aria-hidden />
        <div>
          <b>The bot waits in the lobby.</b> Somebody in the meeting has to admit it; until then nothing is
          recorded.
        </div>
      </div>
    )
  if (!bot?.trouble) return null
  return (
    <div className="note red" role="status" style={{ marginBottom: 16 }}>
      <CircleAlert size={18} aria-hidden />
      <div>{bot.trouble}</div>
    </div>
  )
}

export const BotCard = ({ session: { bot, billableSeconds } }: Props) =>
  bot && (
    <section className="card stack-tight aside">
      <h3>What the bot did</h3>
      <ol className="steps">
        {bot.timeline.length === 0 && <li className="quiet">Joins at {timeOf(bot.joinAt)}.</li>}
        {bot.timeline.map(({ at, code, sentence }) => (
          <li key={at + code}>
            <time className="quiet" dateTime={at}>
              {timeOf(at)}
            </time>
            <span>{asSentence(sentence)}</span>
          </li>
        ))}
      </ol>
      {billableSeconds > 0 && <p className="small quiet">{lengthOf(billableSeconds)} count towards usage.</p>}
    </section>
  )

const words = { planned: 'On its way', sent: 'Sent', failed: 'Could not be sent', skipped: 'Not sent' }

export const MailsCard = ({ session: { mails } }: Props) =>
  mails.length > 0 && (
    <section className="card stack-tight aside">
      <h3>Notes by mail</h3>
      <ul className="steps">
        {mails.map(({ recipient, status, sentAt }) => (
          <li key={recipient} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
            <span>{recipient}</span>
            <span className={status === 'failed' ? 'field-trouble' : 'quiet'}>
              {words[status]} {sentAt && timeOf(sentAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
