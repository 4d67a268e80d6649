/** Tasks: suggested until a person confirms them. What nobody said, who and until when, is asked for, never guessed. */
import { later } from '../parts/later.tsx'
import { type PointList, Points } from '../parts/Points.tsx'
import type { Session, Task } from '../queries.ts'
import { dateOf } from '../text.ts'

const TaskTools = later(async () => (await import('./TaskTools.tsx')).TaskTools)
const TaskOwners = later(async () => (await import('./TaskTools.tsx')).TaskOwners)

export const Tasks = ({ session, ...list }: { session: Session } & PointList<Task>) => (
  <>
    {session.canManage && <TaskOwners session={session} />}
    <Points
      {...list}
      below={(task) =>
        session.canManage ? (
          <div className="promise">
            <TaskTools session={session} task={task} />
          </div>
        ) : (
          <small className="quiet">{promiseOf(task)}</small>
        )
      }
    />
  </>
)

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
