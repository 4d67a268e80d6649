/**
 * The mark that anybody may write into an invitation so that no bot comes: `#norecord`, `[do not record]`,
 * `(no recording)`, or a line that says only that. It has to be a mark: a sentence about recordings is none.
 */
import { fold } from '#calendar/deciding/words.ts'
import { visibleText } from '#calendar/links/visible-text.ts'

const MARKS = new Set([
  ...[
    'norecord',
    'norecording',
    'norecordings',
    'neverrecord',
    'donotrecord',
    'dontrecord',
    'nottoberecorded',
  ],
  ...[
    'notrecorded',
    'donotrecordthismeeting',
    'neverrecordthismeeting',
    'pleasedonotrecord',
    'norecordingplease',
  ],
  ...[
    'nobot',
    'nobots',
    'nonotetaker',
    'nonotetakers',
    'nichtaufzeichnen',
    'keineaufzeichnung',
    'bittenichtaufzeichnen',
  ],
  ...['nepasenregistrer', 'nograbar', 'naogravar', 'nonregistrare'],
])
/** A hash and one word, or something short within brackets. */
const MARKED = /#[\p{L}\p{N}_-]{1,40}|[[({【][^[\](){}【】\n]{1,40}[\])}】]/gu
const LONGEST_LINE = 40
/** Most invitations say nothing of the kind, and are done with here. */
const HINT = /rec|bot|notetak|aufzei|enreg|gra[bv]ar|registr/i

/** The mark as it was written; null where there is none. */
export function neverRecordMark(invitation: string): string | null {
  if (!HINT.test(invitation)) return null
  const text = visibleText(invitation)
  const marked = [...text.matchAll(MARKED)].map(([whole]) => whole)
  const lines = text.split('\n').filter((line) => line.length <= LONGEST_LINE)
  return [...marked, ...lines].find(isMark)?.trim() ?? null
}

const isMark = (said: string) => MARKS.has(fold(said).replaceAll(/[^\p{L}\p{N}]/gu, ''))
