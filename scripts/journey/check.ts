/** A fact that must hold; the sentence says what was seen instead. */
export function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
