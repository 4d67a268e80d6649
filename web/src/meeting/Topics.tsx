/** The notes by subject, in the order in which things came up; their owner changes them, and adds some. */
import '../styles/notes.css'
import { useState } from 'react'
import { type PointList, Points } from '../parts/Points.tsx'
import type { Session } from '../queries.ts'
import { AddNote } from './AddNote.tsx'
import { TopicTitle } from './TopicTitle.tsx'

type Topic = NonNullable<Session['summary']>['topics'][number]
type Props = { topics: readonly Topic[] } & Pick<PointList, 'byId' | 'shown' | 'onShow' | 'editableIn'>

export const Topics = ({ topics, ...list }: Props) => (
  <div className="section">
    <h2>By topic</h2>
    {topics.map((topic) => (
      <OneTopic key={topic.points[0]?.id ?? topic.title} topic={topic} {...list} />
    ))}
  </div>
)

function OneTopic({ topic: { title, points }, ...list }: Omit<Props, 'topics'> & { topic: Topic }) {
  const [isAdding, add] = useState(false)
  return (
    <section className="topic">
      <TopicTitle title={title} editableIn={list.editableIn} />
      <Points points={points} {...list} />
      {list.editableIn && isAdding && (
        <AddNote
          sessionId={list.editableIn}
          topic={title}
          lineIds={list.shown ?? []}
          onClose={() => add(false)}
        />
      )}
      {list.editableIn && !isAdding && (
        <button
          type="button"
          className="link small"
          aria-label={`Add a note to ${title}`}
          onClick={() => add(true)}
        >
          Add a note
        </button>
      )}
    </section>
  )
}
