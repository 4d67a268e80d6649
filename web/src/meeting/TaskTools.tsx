/** Who does a task and until when, as its owner sets it. Saved as one leaves each field. */
import { Check } from 'lucide-react'
import type { Session, Task } from '../queries.ts'
import { useEditPoint } from './use-record.ts'

export function TaskTools({ session, task }: { session: Session; task: Task }) {
  const edit = useEditPoint(session.id)
  const { id, owner, dueDate, isConfirmed, isDone, text } = task
  const change = (change: Parameters<typeof edit.mutate>[0]['change']) =>
    id && edit.mutate({ pointId: id, change })
  const save = (name: 'owner' | 'dueDate', value: string) => {
    const next = value.trim() || null
    if (next !== task[name]) change({ [name]: next })
  }
  return (
    <>
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
        <label className="tick">
          <input type="checkbox" checked={isDone} onChange={() => change({ isDone: !isDone })} /> Done
        </label>
      ) : (
        <button type="button" className="button small-button" onClick={() => change({ isConfirmed: true })}>
          <Check size={14} aria-hidden /> Confirm
        </button>
      )}
    </>
  )
}

/** Everybody whom a task can be given to, for the browser to suggest. */
export function TaskOwners({ session: { people, lines } }: { session: Session }) {
  const names = new Set([...people.flatMap(({ name }) => name ?? []), ...lines.map(({ speaker }) => speaker)])
  return (
    <datalist id="task-owners">
      {[...names].map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  )
}
