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

export function LivePanel({ session: { id }, onShow }: Props) {
  const { data } = useQuery({
    queryKey: ['session', id, 'guidance'],
    queryFn: () => api('GET /v1/sessions/{id}/guidance', { params: { id } }),
  })
  if (!data || (data.chips.length === 0 && data.events.length === 0)) return null
  return (
    <section className="card stack-tight" aria-label="As it happens">
      {data.chips.length > 0 && (
        <ul className="guidance" aria-live="polite">
          {data.chips.map((chip) => (
            <One key={chip.id} chip={chip} sessionId={id} onShow={onShow} />
          ))}
        </ul>
      )}
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

function One({ chip, sessionId, onShow }: { chip: Chip; sessionId: string; onShow: Props['onShow'] }) {
  const queries = useQueryClient()
  const { word, icon: Icon } = looks[chip.type]
  const judge = useMutation({
    mutationFn: (feedback: 'helpful' | 'irrelevant' | 'too_late') =>
      api('PUT /v1/sessions/{id}/guidance/{guidanceId}/feedback', {
        params: { id: sessionId, guidanceId: chip.id },
        body: { feedback },
      }),
    onSuccess: () => say('Thank you. Noted.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', sessionId, 'guidance'] }),
  })
  return (
    <li className={`guide ${chip.type}`}>
      <p>
        <Icon size={16} aria-hidden /> <b>{word}</b> <span dir="auto">{chip.text}</span>
      </p>
      <div className="cluster small">
        {chip.lineIds[0] && (
          <button type="button" className="chip" onClick={() => onShow(chip.lineIds)}>
            Show the line
          </button>
        )}
        {(['helpful', 'irrelevant', 'too_late'] as const).map((feedback) => (
          <button
            type="button"
            className="link"
            key={feedback}
            aria-pressed={chip.feedback === feedback}
            disabled={judge.isPending}
            onClick={() => judge.mutate(feedback)}
          >
            {{ helpful: 'Helpful', irrelevant: 'Not relevant', too_late: 'Too late' }[feedback]}
          </button>
        ))}
      </div>
    </li>
  )
}
