/** What the bot was asked to do and what came of it, and what was said about being recorded: for those who must show it. */
import type { Session } from '../queries.ts'
import { asSentence, fullDayOf, timeOf } from '../text.ts'

type Bot = NonNullable<Session['bot']>
const asked = {
  pause: 'Asked to pause',
  resume: 'Asked to go on',
  chat: 'Asked to write into the chat',
  delete_media: 'Asked to delete audio and video',
}
const said = { bot: 'The bot', participant: 'A participant', member: 'A member' }
const spoke = {
  announced: 'introduced itself',
  objected: 'said no to the recording',
  deleted: 'had it deleted',
}

export function Receipts({ bot: { commands, consents } }: { bot: Bot }) {
  const rows = [
    ...commands.map(({ id, kind, status, detail, doneAt, askedAt }) => ({
      ...{ key: id, at: doneAt ?? askedAt },
      text: `${asked[kind]}: ${status === 'planned' ? 'under way' : (detail ?? 'done')}`,
    })),
    ...consents.map(({ kind, saidBy, consequence, at }) => ({
      ...{ key: kind + at, at },
      text: `${said[saidBy]} ${spoke[kind]}. ${consequence}`,
    })),
  ].toSorted((a, b) => a.at.localeCompare(b.at))
  if (rows.length === 0) return null
  return (
    <details>
      <summary className="small">Consent and commands ({rows.length})</summary>
      <ul className="steps">
        {rows.map(({ key, at, text }) => (
          <li key={key}>
            <time className="quiet" dateTime={at} title={fullDayOf(at)}>
              {timeOf(at)}
            </time>
            <span style={{ overflowWrap: 'anywhere' }}>{asSentence(text)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
