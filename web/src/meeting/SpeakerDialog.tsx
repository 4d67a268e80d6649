/** Who really spoke: in this line or in all of that speaker's, and perhaps in meetings to come. */
import type { Line } from '../live-lines.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Field } from '../parts/Field.tsx'
import { count } from '../text.ts'

type Choice = { name: string; scope: 'line' | 'speaker'; isRemembered: boolean }
type Props = {
  line: Line
  lines: readonly Line[]
  /** Names to choose from: who was invited, and who else spoke. */
  names: readonly string[]
  onSave: (choice: Choice) => void
  onClose: () => void
}

/** A label that the platform counts up is somebody else in each meeting. */
const isLabel = (speaker: string) => /^(?:speaker|participant|guest|caller|user|unknown)\b/i.test(speaker)

export function SpeakerDialog({ line, lines, names, onSave, onClose }: Props) {
  const theirs = lines.filter(({ speaker }) => speaker === line.speaker).length
  const save = (form: FormData) => {
    onSave({
      name: String(form.get('name')).trim(),
      scope: form.get('scope') === 'line' ? 'line' : 'speaker',
      isRemembered: form.get('isRemembered') === 'on',
    })
    onClose()
  }
  return (
    <Dialog title="Who said this?" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save(new FormData(event.currentTarget))
        }}
      >
        <Field
          label="Name"
          name="name"
          list="speakers"
          defaultValue={line.speaker}
          required
          maxLength={120}
          autoComplete="off"
        />
        <datalist id="speakers">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <fieldset className="choices">
          <legend>For</legend>
          <label>
            <input type="radio" name="scope" value="speaker" defaultChecked /> all {count(theirs, 'line')} of{' '}
            <bdi>{line.speaker}</bdi>
          </label>
          <label>
            <input type="radio" name="scope" value="line" /> this line alone
          </label>
        </fieldset>
        {!isLabel(line.speaker) && (
          <label className="tick">
            <input type="checkbox" name="isRemembered" /> Remember it for my other meetings
          </label>
        )}
        <div className="dialog-foot" style={{ marginTop: 0 }}>
          <button type="button" className="button" onClick={onClose}>
            Leave as it was
          </button>
          <button type="submit" className="button primary">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}
