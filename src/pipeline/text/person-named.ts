/** Who is meant by a name that was spoken. */

/** The participant that a full or first name means; null where nobody or more than one bears it. */
export function personNamed(name: string, people: readonly string[]): string | null {
  const wanted = plain(name)
  if (wanted === '') return null
  const exact = people.find((person) => plain(person) === wanted)
  if (exact) return exact
  const byPart = people.filter((person) => plain(person).split(' ').includes(wanted))
  return byPart.length === 1 ? (byPart[0] ?? null) : null
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}'-]+/gu, ' ')
    .trim()
