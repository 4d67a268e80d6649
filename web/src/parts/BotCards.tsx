/** The bot's side of a meeting: what it waits for, what went wrong, what it did, and who got mail. */
import { CircleAlert, Hourglass } from 'lucide-react'
import { Link, useOutletContext } from 'react-router'
import { BOT_NAME } from '../bot-state.ts'
import type { Me, Session } from '../queries.ts'
import { asSentence, timeOf } from '../text.ts'

type Props = { session: Session }

export function BotBanner({ session: { bot } }: Props) {
  if (bot?.state === 'waiting_room')
    return (
      <div className="note amber spaced" role="status">
        <Hourglass size={18} aria-hidden />
        <div>
          <b>The bot waits in the lobby.</b> Admit “{BOT_NAME}” in the meeting; until then nothing is
          recorded.
        </div>
      </div>
    )
  const trouble = bot?.trouble ?? (bot?.state === 'failed' ? UNKNOWN : null)
  if (!trouble) return null
  return (
    <div className="note red spaced" role="status">
      <CircleAlert size={18} aria-hidden />
      <div>{asSentence(trouble)}</div>
    </div>
  )
}

const UNKNOWN =
  'The bot failed, and nobody told us why. What it did until then stands below; it can be sent again from Upcoming.'

export const BotCard = ({ session: { bot, billableSeconds } }: Props) =>
  bot &&
  bot.timeline.length > 0 && (
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
      {billableSeconds > 0 && (
        <p className="small quiet">
          {Math.ceil(billableSeconds / 60)} min count towards <Link to="/usage">usage</Link>.
        </p>
      )}
    </section>
  )

const words = { planned: 'On its way', sent: 'Sent', failed: 'Could not be sent', skipped: 'Not sent' }

export function MailsCard({ session: { mails } }: Props) {
  const { user, links } = useOutletContext<Me>()
  if (mails.length === 0) return null
  const mine = mails.find(({ recipient }) => recipient.toLowerCase() === user.email.toLowerCase())
  const others = mails.filter((mail) => mail !== mine)
  return (
    <section className="card stack-tight aside">
      <h3>Notes by mail</h3>
      {mine && (
        <p className="small" style={{ overflowWrap: 'anywhere' }}>
          {toMe(mine)}{' '}
          {links.mailbox && mine.status === 'sent' && (
            <a className="nowrap" href={links.mailbox} target="_blank" rel="noreferrer">
              Open the demo mailbox
            </a>
          )}
        </p>
      )}
      <ul className="steps mails" hidden={others.length === 0}>
        {others.map(({ recipient, status, sentAt }) => (
          <li key={recipient}>
            <bdi>{recipient}</bdi>
            <span className={status === 'failed' ? 'field-trouble' : 'quiet'}>
              {words[status]} {sentAt && timeOf(sentAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function toMe({ recipient, status, sentAt }: Session['mails'][number]): string {
  const mail = `The mail to you (${recipient})`
  if (status === 'sent') return `${mail} was sent${sentAt ? ` ${timeOf(sentAt)}` : ''}.`
  if (status === 'planned') return `${mail} is on its way.`
  if (status === 'skipped') return `${mail} was not sent.`
  return `${mail} could not be sent. Everything it would have said is on this page.`
}
