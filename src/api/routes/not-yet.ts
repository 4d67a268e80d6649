export const notYet = (): never => {
  throw new Error('not yet')
}
