/** Who took a task on, or was given it, in one sentence and the replies to it. */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import {
  ASKED_OF_ALL,
  COMMITTED,
  MINE,
  NAMED,
  NEXT,
  OURS,
  plain,
  TRIED,
  YES,
  YOURS,
} from '#pipeline/extractive/task-signs.ts'
import { personNamed } from '#pipeline/text/person-named.ts'

/** How plainly: from "I'll send it" to "we should". */
export type Taken = {
  sign: 'committed' | 'mine' | 'tried' | 'given' | 'accepted' | 'askedOfAll' | 'next' | 'ours'
  /** Null where nobody in particular. */
  owner: string | null
  /** The yes to a request. */
  replies: Sentence[]
}

/** How far a "yes" may be from the request, in sentences. */
const REPLY_WITHIN = 4

/** Null where nobody was asked for anything. */
export function takenOn(
  sentence: Sentence,
  all: readonly Sentence[],
  people: readonly string[],
): Taken | null {
  const { line } = sentence
  const text = plain(sentence.text)
  const isQuestion = text.endsWith('?')
  const as = (sign: Taken['sign'], owner: string | null = null, replies: Sentence[] = []) => ({
    ...{ sign, owner, replies },
  })
  if (!isQuestion && COMMITTED.test(text)) return as('committed', line.speaker)
  if (!isQuestion && MINE.test(text)) return as(TRIED.test(text) ? 'tried' : 'mine', line.speaker)
  const given = givenTo(sentence, all, people)
  if (given) return given
  if (ASKED_OF_ALL.test(text)) return as('askedOfAll')
  if (NEXT.test(text)) return as('next')
  return !isQuestion && OURS.test(text) ? as('ours') : null
}

/** "Dana, can you …?", "Dana will …": to a participant by name, or to whoever says yes. */
function givenTo(sentence: Sentence, all: readonly Sentence[], people: readonly string[]): Taken | null {
  const { line, index } = sentence
  const text = plain(sentence.text)
  const asked = YOURS.exec(text)?.groups ?? (text.endsWith('?') ? undefined : NAMED.exec(text)?.groups)
  const named = asked?.name ? personNamed(asked.name, people) : null
  if (!asked || (asked.name && !named)) return null
  const yes = all
    .slice(index + 1, index + 1 + REPLY_WITHIN)
    .find(
      (one) =>
        one.line.speaker !== line.speaker && YES.test(one.text) && (!named || one.line.speaker === named),
    )
  const owner = named ?? yes?.line.speaker
  if (!owner) return null
  return { sign: named && !yes ? 'given' : 'accepted', owner, replies: yes ? [yes] : [] }
}
