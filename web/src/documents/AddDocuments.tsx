/** Choose files and bring them to a meeting, one after the other; what is refused says why, and stays on screen. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import { asSentence, count } from '../text.ts'
import { say } from '../toasts.ts'

type Most = Answer<'GET /v1/sessions/{id}/context'>['most']
type Refused = { name: string; because: string }

const KINDS = '.pdf,.docx,.txt,.md,.png,.jpg,.jpeg'

export function AddDocuments({ sessionId: id, most }: { sessionId: string; most: Most }) {
  const queries = useQueryClient()
  const [refused, note] = useState<Refused[]>([])
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const said: Refused[] = []
      for (const file of files) {
        const because = await upload(id, file, most.bytes)
        if (because) said.push({ name: file.name, because })
      }
      return said
    },
    onSuccess: (said, files) => {
      note(said)
      if (said.length < files.length) say(`${count(files.length - said.length, 'document')} added.`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
  return (
    <>
      <label className="button small-button file-button" aria-busy={add.isPending}>
        <Paperclip size={14} aria-hidden /> {add.isPending ? 'Adding …' : 'Add documents'}
        <input
          type="file"
          multiple
          accept={KINDS}
          disabled={add.isPending}
          onChange={({ target }) => {
            add.mutate([...(target.files ?? [])])
            target.value = '' // the same file may be chosen again
          }}
        />
      </label>
      <p className="small quiet">
        PDF, DOCX, TXT, Markdown, PNG, JPEG; up to {most.bytes / 1_000_000} MB each, {most.documents} for a
        meeting.
      </p>
      <div role="alert">
        {refused.map(({ name, because }) => (
          <p className="small field-trouble" key={name}>
            <CircleAlert size={14} aria-hidden /> <bdi>{name}</bdi>: {asSentence(because)}
          </p>
        ))}
      </div>
    </>
  )
}

/** Why it was refused; null where it was not. */
async function upload(id: string, file: File, largest: number): Promise<string | null> {
  if (file.size > largest)
    return `This file is larger than ${largest / 1_000_000} MB. Upload the part that matters`
  try {
    const body = { name: file.name, content: await base64(file) }
    await api('POST /v1/sessions/{id}/documents', { params: { id }, body })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error) // shown beside the file's name
  }
}

const base64 = (file: File) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new Error('This file could not be read here'))
    reader.readAsDataURL(file)
  })
