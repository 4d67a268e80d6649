/** A language model, in our words: one question, one answer in a given shape. Implemented by openai.ts. */
import type { z } from 'zod'

export type Question<Shape extends z.ZodType> = {
  /** What the shape is called towards the server: letters, digits, _. */
  name: string
  instructions: string
  /** Data, never instructions. */
  material: string
  shape: Shape
}

export type Model = {
  /** As shown to people. */
  name: string
  /** Throws a Refusal: provider_unavailable and provider_rate_limited may pass, the others will not. */
  ask<Shape extends z.ZodType>(question: Question<Shape>): Promise<z.infer<Shape>>
}
