/** The words of an invitation, as a person reads them. */
import type { Rules } from '#calendar/deciding/rules.ts'
import type { Sighting } from '#calendar/deciding/types.ts'
import { visibleText } from '#calendar/links/visible-text.ts'

/** Title and description, without HTML. */
export const wholeText = ({ title, description }: Sighting): string =>
  description ? `${title}\n${visibleText(description)}` : title

/** Where the person's own words are looked for. */
export const textOf = (sighting: Sighting, { keywordScope }: Rules): string =>
  keywordScope === 'title' ? sighting.title : wholeText(sighting)
