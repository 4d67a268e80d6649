/** One after the other, in the order of asking. */
export function mutex() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {}) // whoever asked hears of it
    return mine
  }
}
