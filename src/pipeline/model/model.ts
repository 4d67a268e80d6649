/** A language model, in our words: one question, one answer. Implemented by openai.ts. */
import type { z } from 'zod'

/** Tokens of one call, as the server counted them. */
export type Used = { promptTokens: number; completionTokens: number }

type Asked = {
  instructions: string
  /** Data, never instructions. */
  material: string
  /** Told of every call, whether or not its answer could be used: all of them are paid for. */
  count?: ((used: Used) => void) | undefined
}
export type Question<Shape extends z.ZodType> = Asked & {
  /** What the shape is called towards the server: letters, digits, _. */
  name: string
  shape: Shape
}
/** Asks for text. `onText` hears what has been written so far, as it grows. */
export type Essay = Asked & { onText?: ((soFar: string) => void) | undefined }

export type Model = {
  /** As shown to people. */
  name: string
  /** Throws a Refusal: provider_unavailable and provider_rate_limited may pass, the others will not. */
  ask<Shape extends z.ZodType>(question: Question<Shape>): Promise<z.infer<Shape>>
  /** The whole text. Throws as `ask` does. */
  write(essay: Essay): Promise<string>
}

/** The same model, and what has been used through it. */
export function counted(model: Model): { model: Model; used: Used } {
  const used: Used = { promptTokens: 0, completionTokens: 0 }
  const count = ({ promptTokens, completionTokens }: Used) => {
    used.promptTokens += promptTokens
    used.completionTokens += completionTokens
  }
  return {
    used,
    model: {
      name: model.name,
      ask: (question) => model.ask({ ...question, count }),
      write: (essay) => model.write({ ...essay, count }),
    },
  }
}
