/** Who gets the notes by mail, and, while they wait, the letter itself: sent now, later, or not at all. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { useMe } from '../me.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { Session } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { count, timeOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

type Mail = Session['mails'][number]
const words = { planned: 'On its way', sent: 'Sent', failed: 'Could not be sent', skipped: 'Not sent' }
const why: Record<string, string> = {
  owner: 'owns the meeting',
  invited: 'invited, a member',
  internal_guest: 'invited, same company',
  guest: 'invited, a guest',
}

export function MailsCard({ session }: { session: Session }) {
  const { user, links } = useMe()
  const { mails } = session
  if (mails.length === 0) return null
  const mine = mails.find(({ recipient }) => recipient.toLowerCase() === user.email.toLowerCase())
  const others = mails.filter((mail) => mail !== mine)
  const held = mails.filter(isHeld)
  return (
    <section className="card stack-tight aside">
      <h3>Notes by mail</h3>
      {held.length > 0 && session.canManage && <Held session={session} held={held} />}
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
        {others.map((mail) => (
          <li key={mail.recipient}>
            <span>
              <bdi>{mail.recipient}</bdi> <small className="quiet">{why[mail.reason]}</small>
            </span>
            <span
              className={mail.status === 'failed' ? 'field-trouble' : 'quiet'}
              title={mail.because ?? undefined}
            >
              {isHeld(mail) && mail.holdUntil ? `Waits until ${timeOf(mail.holdUntil)}` : words[mail.status]}{' '}
              {mail.sentAt && timeOf(mail.sentAt)}
            </span>
          </li>
        ))}
      </ul>
      <p className="small quiet">
        Who gets the notes of your meetings is set in <Link to="/account#mail">your account</Link>.
      </p>
    </section>
  )
}

const isHeld = ({ status, holdUntil }: Mail) => status === 'planned' && holdUntil !== null

function Held({ session: { id }, held }: { session: Session; held: readonly Mail[] }) {
  const queries = useQueryClient()
  const [isReading, read] = useState(false)
  const onSettled = () => queries.invalidateQueries({ queryKey: ['session', id] })
  const send = useMutation({
    mutationFn: () => api('POST /v1/sessions/{id}/mails/send', { params: { id } }),
    onSuccess: ({ letters }) => say(`${count(letters, 'letter')} on the way.`),
    onError: sayTrouble,
    onSettled,
  })
  const keep = useMutation({
    mutationFn: () => api('DELETE /v1/sessions/{id}/mails', { params: { id } }),
    onSuccess: () => say('Nothing will be sent.'),
    onError: sayTrouble,
    onSettled,
  })
  const [first] = held
  return (
    <div className="note amber" role="status">
      <div className="stack-tight">
        <p>
          <b>Will be sent to {count(held.length, 'person', 'people')}</b> at{' '}
          {first?.holdUntil && timeOf(first.holdUntil)}.
        </p>
        <div className="cluster">
          <button type="button" className="button" onClick={() => read(true)}>
            Read it
          </button>
          <button type="button" className="button" disabled={send.isPending} onClick={() => send.mutate()}>
            Send now
          </button>
          <button
            type="button"
            className="button danger"
            disabled={keep.isPending}
            onClick={() => keep.mutate()}
          >
            Do not send
          </button>
        </div>
      </div>
      {isReading && <Preview id={id} onClose={() => read(false)} />}
    </div>
  )
}

function Preview({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['session', id, 'mail'],
    queryFn: () => api('GET /v1/sessions/{id}/mails/preview', { params: { id } }),
  })
  return (
    <Dialog title="The letter" onClose={onClose}>
      <Loaded query={query}>
        {({ subject, html, to }) => (
          <>
            <p className="small quiet">
              To <bdi>{to}</bdi> · <b dir="auto">{subject}</b>
            </p>
            <iframe className="letter" title="The letter" sandbox="" srcDoc={html} />
          </>
        )}
      </Loaded>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

function toMe({ recipient, status, sentAt }: Mail): string {
  const mail = `The mail to you (${recipient})`
  if (status === 'sent') return `${mail} was sent${sentAt ? ` ${timeOf(sentAt)}` : ''}.`
  if (status === 'planned') return `${mail} is on its way.`
  if (status === 'skipped') return `${mail} was not sent.`
  return `${mail} could not be sent. Everything it would have said is on this page.`
}
