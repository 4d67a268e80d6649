/** What stands in the list more than once; null is nothing. */
export function twice(list: readonly (string | null)[]): string[] {
  const seen = new Set<string>()
  return list.flatMap((one) => {
    if (one === null) return []
    const isAgain = seen.has(one)
    seen.add(one)
    return isAgain ? [one] : []
  })
}
