/** Plain text: the transcript alone, one turn per paragraph. */
import { dateOf, type Paper, positionOf, wordsOf } from '#transfer/paper.ts'

export const asText = (paper: Paper): string =>
  [
    paper.title.replaceAll(/\s+/g, ' '),
    dateOf(paper),
    ...paper.lines.flatMap((line) => [
      '',
      `[${positionOf(line.start)}] ${line.speaker.replaceAll(/\s+/g, ' ')}: ${wordsOf(line).replaceAll(/\s+/g, ' ')}`,
    ]),
    '',
  ].join('\n')
