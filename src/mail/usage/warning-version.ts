/** Which warning a letter is about, as the number that makes it the only one of its kind. Pure. */

export type WarningName = { month: string; percent: number; isOwn: boolean }

const OWN = 500

export const versionOf = ({ month, percent, isOwn }: WarningName): number =>
  Number(month.replace('-', '')) * 1_000 + percent + (isOwn ? OWN : 0)

export function warningOf(version: number): WarningName {
  const digits = String(Math.floor(version / 1_000))
  const rest = version % 1_000
  const isOwn = rest >= OWN
  return { month: `${digits.slice(0, 4)}-${digits.slice(4)}`, percent: isOwn ? rest - OWN : rest, isOwn }
}
