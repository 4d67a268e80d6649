/** Which page an address means. Pure. */

export type Params = Readonly<Record<string, string>>

/** What the pattern's `:names` stand for in this path, or null where it is another path. */
export function match(pattern: string, pathname: string): Params | null {
  const [wanted, given] = [partsOf(pattern), partsOf(pathname)]
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return null
  }
  return params
}

/** The first pattern of the table that means this path. */
export function find<T>(
  table: Readonly<Record<string, T>>,
  pathname: string,
): { is: T; params: Params } | null {
  for (const [pattern, is] of Object.entries(table)) {
    const params = match(pattern, pathname)
    if (params) return { is, params }
  }
  return null
}

const partsOf = (path: string) => path.split('/').filter(Boolean).map(decoded)

/** A stray % means itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
