/** Texts as vectors of length one: close together means alike in meaning. Vectors of two embedders never compare. */
export type Embedder = {
  /** Stored beside each vector. */
  name: string
  /** In the order of the texts. Throws a Refusal when it cannot be had. */
  embed(texts: readonly string[]): Promise<Float32Array[]>
}
