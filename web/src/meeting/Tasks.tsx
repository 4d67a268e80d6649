/** Tasks: suggested until a person confirms them. What nobody said, who and until when, is asked for, never guessed. */
import { Check } from 'lucide-react'
import { type PointList, Points } from '../parts/Points.tsx'
import type { Session } from '../queries.ts'
import { dateOf } from '../text.ts'
import { useEditPoint } from './use-record.ts'

type Task = NonNullable<Session['summary']>['actionItems'][number]
type Props = { session: Session } & Omit<PointList<Task>, 'below'>

export function Tasks({ session, ...list }: Props) {
  const edit = useEditPoint(session.id)
  const names = [
    ...new Set([
      ...session.people.flatMap(({ name }) => name ?? []),
      ...session.lines.map(({ speaker }) => speaker),
    ]),
  ]
  const change = (task: Task, change: Parameters<typeof edit.mutate>[0]['change']) =>
    task.id && edit.mutate({ pointId: task.id, change })
  return (
    <>
      <datalist id="task-owners">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Points
        {...list}
        below={(task) =>
          session.canManage ? (
            <OwnerAndDay task={task} onChange={(to) => change(task, to)} />
          ) : (
            <small className="quiet">{promiseOf(task)}</small>
          )
        }
      />
    </>
  )
}

type OwnerAndDayProps = {
  task: Task
  onChange: (change: {
    owner?: string | null
    dueDate?: string | null
    isConfirmed?: boolean
    isDone?: boolean
  }) => void
}

/** Saved as one leaves each field. */
function OwnerAndDay({ task, onChange }: OwnerAndDayProps) {
  const { owner, dueDate, isConfirmed, isDone, text } = task
  const save = (name: 'owner' | 'dueDate', value: string) => {
    const next = value.trim() || null
    if (next !== task[name]) onChange({ [name]: next })
  }
  return (
    <div className="promise">
      <input
        key={owner}
        className="input"
        list="task-owners"
        aria-label={`Who does it: ${text}`}
        placeholder="Who?"
        defaultValue={owner ?? ''}
        onBlur={({ target }) => save('owner', target.value)}
      />
      <input
        key={dueDate}
        className="input"
        aria-label={`Until when: ${text}`}
        placeholder="When?"
        defaultValue={dueDate ?? ''}
        onBlur={({ target }) => save('dueDate', target.value)}
      />
      {isConfirmed ? (
        <label className="choice">
          <input type="checkbox" checked={isDone} onChange={() => onChange({ isDone: !isDone })} /> Done
        </label>
      ) : (
        <button type="button" className="button small-button" onClick={() => onChange({ isConfirmed: true })}>
          <Check size={14} aria-hidden /> Confirm
        </button>
      )}
    </div>
  )
}

const promiseOf = ({ owner, dueDate, isConfirmed, isDone }: Task) =>
  [
    owner ?? 'Nobody named',
    dueDate && dueOf(dueDate),
    isDone ? 'done' : isConfirmed ? 'confirmed' : 'suggested',
  ]
    .filter(Boolean)
    .join(' · ')

/** A day is shown as one; anything else is in the words that were spoken, such as "tomorrow noon". */
const dueOf = (due: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(due) ? `by ${dateOf(`${due}T12:00:00`)}` : `“${due}”`
