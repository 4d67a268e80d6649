/** Notes of a meeting by whoever can write them: the model where there is one, else, or if it fails, our own rules. */
import { isRefusal } from '#lib/errors.ts'
import { summarizeExtractively } from '#pipeline/extractive/summarize.ts'
import type { Model } from '#pipeline/model/model.ts'
import type { Guidance } from '#pipeline/summarizing/prompt.ts'
import { summarizeWithModel } from '#pipeline/summarizing/summarize-with-model.ts'
import { type Meeting, type Notes, noNotes } from '#pipeline/types.ts'

/** What stands in model_used when no model wrote. */
export const EXTRACTIVE = 'extractive'

export type WrittenNotes = {
  notes: Notes
  dropped: number
  writtenBy: string | null
  /** What the reader should know about how this came about. */
  trouble: string | null
}

/** A meeting in which anything was said gets a tl;dr; one in which nothing was said gets empty notes by nobody. */
export async function writeNotes(
  model: Model | null,
  meeting: Meeting,
  guidance?: Guidance,
): Promise<WrittenNotes> {
  if (meeting.lines.length === 0) return { notes: noNotes(), dropped: 0, writtenBy: null, trouble: null }
  if (!model) return extractive(meeting, null)
  try {
    const { notes, dropped } = await summarizeWithModel(model, meeting, guidance)
    if (notes.tldr.length > 0) return { notes, dropped, writtenBy: model.name, trouble: null }
    const { tldr } = summarizeExtractively(meeting)
    const trouble = `No short version by ${model.name} held against the transcript; sentences of the meeting stand in.`
    return { notes: { ...notes, tldr }, dropped, writtenBy: model.name, trouble }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return extractive(meeting, `${model.name} could not be used: ${error.message}. Written by rules instead.`)
  }
}

const extractive = (meeting: Meeting, trouble: string | null): WrittenNotes => ({
  notes: summarizeExtractively(meeting),
  dropped: 0,
  writtenBy: EXTRACTIVE,
  trouble,
})
