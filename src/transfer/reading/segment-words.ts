/** How many words a text has, in any script. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

export const segmentWords = (text: string): number =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length
