/** A transcript that was made elsewhere gets the same treatment: summary, tasks, search. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Field } from '../parts/Field.tsx'
import { Page } from '../parts/Page.tsx'
import { FormTrouble } from '../parts/Sign.tsx'
import { go } from '../router/address.ts'
import { count } from '../text.ts'
import { say } from '../toasts.ts'

const LARGEST_BYTES = 5_000_000

export default function ImportPage() {
  const queries = useQueryClient()
  const [file, choose] = useState<File>()
  const [title, name] = useState('')
  const send = useMutation({
    mutationFn: async (form: FormData) => {
      if (!file) throw new Error('Choose a file first.')
      if (file.size > LARGEST_BYTES) throw new Error('This file is larger than 5 MB. Split it into parts.')
      const startedAt = String(form.get('startedAt') ?? '')
      const text = await textOf(file)
      return api('POST /v1/imports', {
        body: {
          title: title.trim(),
          text,
          ...(startedAt && { startedAt: new Date(startedAt).toISOString() }),
        },
      })
    },
    onSuccess: ({ sessionId, lines, speakers, hasTimes }) => {
      say(
        `${count(lines, 'line')} of ${count(speakers.length, 'speaker')} imported.${hasTimes ? '' : ' The file holds no times, so positions were estimated.'}`,
      )
      void queries.invalidateQueries({ queryKey: ['sessions'] })
      go(`/meetings/${sessionId}`)
    },
  })
  return (
    <Page
      title="Import a transcript"
      lead="WebVTT, SubRip (SRT) or plain text, up to 5 MB. It becomes a meeting of yours, which only you see."
    >
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate(new FormData(event.currentTarget))
        }}
      >
        <div className="field">
          <label htmlFor="file">File</label>
          <input
            id="file"
            type="file"
            accept=".vtt,.srt,.txt,.md,text/vtt,text/plain,application/x-subrip"
            required
            onChange={({ target }) => {
              const chosen = target.files?.[0]
              choose(chosen)
              if (chosen && title === '') name(chosen.name.replace(/\.\w+$/, '').replaceAll(/[_-]+/g, ' '))
            }}
          />
          <span className="small quiet">
            Lines such as “Dana: we ship on Friday” or “[0:05] Dana: …” say who spoke, and when.
          </span>
        </div>
        <Field
          label="Title"
          name="title"
          required
          maxLength={300}
          dir="auto"
          value={title}
          onChange={({ target }) => name(target.value)}
          error={send.error}
        />
        <Field label="When it began" name="startedAt" type="datetime-local" hint="Empty: now." />
        <FormTrouble error={send.error} />
        <button
          type="submit"
          className="button primary"
          disabled={send.isPending}
          style={{ justifySelf: 'start' }}
        >
          {send.isPending ? 'Importing …' : 'Import'}
        </button>
      </form>
    </Page>
  )
}

/** UTF-8, or UTF-16 where a byte order mark says so; anything else is read as the old Western encoding. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
