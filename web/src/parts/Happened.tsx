/** Between the lines: somebody came, left, or wrote in the chat. */
import { LogIn, LogOut, MessageSquare } from 'lucide-react'
import { memo } from 'react'
import { positionOf } from '../text.ts'
import { type Happening, sentenceOf } from '../turns.ts'

export const Happened = memo(({ happening }: { happening: Happening }) => {
  const { type, at, names, text } = happening
  const Icon = { join: LogIn, leave: LogOut, chat_message: MessageSquare }[type]
  return (
    <li className={text === null ? 'happened' : 'happened chat'}>
      <span className="figures">{positionOf(at)}</span>
      <Icon size={14} aria-hidden />
      {text === null ? (
        <span dir="auto">{sentenceOf(happening)}</span>
      ) : (
        <span>
          <b>
            <bdi>{names[0]}</bdi>
          </b>{' '}
          in the chat
          <span className="chat-words" dir="auto">
            {text}
          </span>
        </span>
      )}
    </li>
  )
})
