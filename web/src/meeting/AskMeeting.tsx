/** A question to this meeting, while it runs or later. The answer leads to where it was said, or stands. */
import { useMutation } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { PassageChip } from '../documents/PassageChip.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import type { Session } from '../queries.ts'
import { positionOf } from '../text.ts'

type Props = { session: Session; isRunning: boolean; onShow: (lineIds: string[]) => void }
type Question = { question: string; since?: number | undefined }

const CATCH_UP = 'What did I miss?'

export function AskMeeting({ session, isRunning, onShow }: Props) {
  const { id, lines } = session
  const [text, type] = useState('')
  const away = useLeftAt(lines.at(-1)?.end ?? 0, isRunning)
  const ask = useMutation({
    mutationFn: ({ question, since }: Question) =>
      api('POST /v1/ask', { body: { question, sessionId: id, ...(since !== undefined && { since }) } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') ask.mutate({ question: text.trim() })
  }
  return (
    <section
      className={isRunning ? 'card stack-tight ask' : 'card stack-tight aside ask'}
      aria-label="Ask this meeting"
    >
      <form onSubmit={submit}>
        <input
          className="input"
          aria-label="Ask this meeting"
          placeholder="Ask this meeting"
          maxLength={1000}
          dir="auto"
          value={text}
          onChange={({ target }) => type(target.value)}
        />
        <button type="submit" className="button" disabled={ask.isPending || text.trim() === ''}>
          Ask
        </button>
      </form>
      {isRunning && (
        <button
          type="button"
          className="button small-button"
          disabled={ask.isPending || lines.length === 0}
          onClick={() => ask.mutate({ question: CATCH_UP, since: away })}
        >
          <Sparkles size={14} aria-hidden />
          {away === undefined ? CATCH_UP : `What did I miss since ${positionOf(away)}?`}
        </button>
      )}
      <div role="status" aria-live="polite">
        {ask.isPending && <p className="small quiet">Looking for it …</p>}
        {ask.data && <Answered {...ask.data} asked={ask.variables.question} onShow={onShow} />}
      </div>
      {ask.error && <Trouble error={ask.error} title="This could not be answered" />}
    </section>
  )
}

type AnsweredProps = Answer<'POST /v1/ask'> & { asked: string; onShow: Props['onShow'] }

function Answered({ asked, isFound, answer, writtenBy, trouble, onShow }: AnsweredProps) {
  return (
    <>
      <p className="small quiet" dir="auto">
        {asked}
      </p>
      {!isFound && <p>Nothing that was said in this meeting, or stands in its documents, answers that.</p>}
      <ul className="answer">
        {answer.map(({ text, session, lines, passages }) => (
          <li key={text + lines[0]?.id}>
            <p dir="auto">{text}</p>
            <div className="cluster">
              {lines.map((line) => (
                <button
                  type="button"
                  className="chip"
                  key={line.id}
                  aria-label={`${line.speaker} at ${positionOf(line.start)}`}
                  onClick={() => onShow([line.id])}
                >
                  {positionOf(line.start)}
                </button>
              ))}
              {passages.map((passage) => (
                <PassageChip
                  key={passage.documentId + passage.place}
                  sessionId={session.id}
                  passage={passage}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      {isFound && (
        <p className="small quiet">
          {writtenBy === 'extractive' ? 'In the words that stand there.' : `Written by ${writtenBy}.`}{' '}
          {trouble}
        </p>
      )}
    </>
  )
}

/** Up to where one had followed the meeting when one looked away; undefined before one has. */
function useLeftAt(now: number, isRunning: boolean): number | undefined {
  const [leftAt, leave] = useState<number>()
  const newest = useRef(now)
  useEffect(() => {
    newest.current = now
  }, [now])
  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && leave(newest.current)
    document.addEventListener('visibilitychange', hidden)
    return () => document.removeEventListener('visibilitychange', hidden)
  }, [])
  return isRunning && leftAt !== undefined && leftAt < now ? leftAt : undefined
}
