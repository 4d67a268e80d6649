/** While a meeting runs: what to ask, clarify or avoid, and what has happened so far, each with the line it rests on. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  CircleHelp,
  Lightbulb,
  type LucideIcon,
  MessageCircleQuestion,
  OctagonMinus,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import type { Session } from '../queries.ts'
import { positionOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

type Guidance = Answer<'GET /v1/sessions/{id}/guidance'>
type Chip = Guidance['chips'][number]
const looks: Record<Chip['type'], { word: string; icon: LucideIcon }> = {
  ask: { word: 'Ask', icon: MessageCircleQuestion },
  clarify: { word: 'Clarify', icon: CircleHelp },
  avoid: { word: 'Avoid', icon: OctagonMinus },
  suggest: { word: 'Suggest', icon: Lightbulb },
  warn: { word: 'Watch out', icon: TriangleAlert },
}
const events: Record<Guidance['events'][number]['type'], string> = {
  milestone: 'Milestone',
  decision: 'Decision',
  topic_shift: 'New topic',
  action_item: 'Task',
  question: 'Question',
  agreement: 'Agreed',
}

type Props = { session: Session; onShow: (lineIds: string[]) => void }

export function LivePanel({ session, onShow }: Props) {
  const { id } = session
  const [isPutAside, putAside] = usePutAside()
  const { data } = useQuery({
    queryKey: ['session', id, 'guidance'],
    queryFn: () => api('GET /v1/sessions/{id}/guidance', { params: { id } }),
  })
  if (!data) return null
  const chips = data.chips.filter((chip) => !isPutAside(chip.id))
  return (
    <section className="card stack-tight" aria-label="As it happens">
      {chips.length === 0 && data.events.length === 0 && (
        <p className="small quiet">Hints, questions, decisions and tasks appear here as they are heard.</p>
      )}
      <ul className="guidance" aria-live="polite">
        {chips.map((chip) => (
          <One
            key={chip.id}
            chip={chip}
            session={session}
            onShow={onShow}
            onClose={() => putAside(chip.id)}
          />
        ))}
      </ul>
      {data.events.length > 0 && (
        <>
          <h3>So far</h3>
          <ol className="steps">
            {data.events.map(({ id, type, title, lineId, atSeconds }) => (
              <li key={id}>
                <button type="button" className="chip" onClick={() => onShow([lineId])}>
                  {positionOf(atSeconds)}
                </button>
                <span dir="auto">
                  <b>{events[type]}</b> {title}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

type OneProps = { chip: Chip; session: Session; onShow: Props['onShow']; onClose: () => void }

function One({ chip, session, onShow, onClose }: OneProps) {
  const queries = useQueryClient()
  const { word, icon: Icon } = looks[chip.type]
  const judge = useMutation({
    mutationFn: (feedback: Feedback) =>
      api('PUT /v1/sessions/{id}/guidance/{guidanceId}/feedback', {
        params: { id: session.id, guidanceId: chip.id },
        body: { feedback },
      }),
    onSuccess: () => say('Thank you. Noted.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', session.id, 'guidance'] }),
  })
  const line = session.lines.find(({ id }) => id === chip.lineIds[0])
  return (
    <li className={`guide ${chip.type}`}>
      <p>
        <Icon size={16} aria-hidden /> <b>{word}</b> <span dir="auto">{chip.text}</span>
        {chip.writtenBy !== 'rule' && <span className="tag">{chip.writtenBy}</span>}
      </p>
      {line && (
        <button type="button" className="guide-line" onClick={() => onShow(chip.lineIds)}>
          <span className="figures">{positionOf(line.start)}</span>
          <span dir="auto">
            {line.speaker}: {line.text}
          </span>
        </button>
      )}
      <div className="cluster small">
        {words.map(([feedback, said]) => (
          <button
            type="button"
            className="link"
            key={feedback}
            aria-pressed={chip.feedback === feedback}
            disabled={judge.isPending}
            onClick={() => judge.mutate(feedback)}
          >
            {said}
          </button>
        ))}
        <button type="button" className="link aside-link" onClick={onClose}>
          Put aside
        </button>
      </div>
    </li>
  )
}

type Feedback = 'helpful' | 'irrelevant' | 'too_late'
const words: readonly (readonly [Feedback, string])[] = [
  ['helpful', 'Helpful'],
  ['irrelevant', 'Not relevant'],
  ['too_late', 'Too late'],
]

const STORED = 'liveconvo-put-aside'

/** A hint that one has read, without a word about it: gone from this tab. */
function usePutAside() {
  const [ids, set] = useState<string[]>(() => JSON.parse(sessionStorage.getItem(STORED) ?? '[]'))
  const putAside = (id: string) => {
    const next = [...ids, id].slice(-200)
    sessionStorage.setItem(STORED, JSON.stringify(next))
    set(next)
  }
  return [(id: string) => ids.includes(id), putAside] as const
}
