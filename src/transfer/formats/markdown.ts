/** Markdown (CommonMark). What was said cannot become a heading, a link, an image or HTML. */
import { authorOf, dateOf, type Paper, positionOf, sectionsOf, wordsOf } from '#transfer/paper.ts'

export function asMarkdown(paper: Paper): string {
  const at = (seconds: number | null) => (seconds === null ? '' : ` (${positionOf(seconds)})`)
  return [
    `# ${plain(paper.title)}`,
    '',
    `${dateOf(paper)} · ${plain(paper.people.join(', '))}`,
    '',
    `<${paper.url}>`,
    ...sectionsOf(paper).flatMap(({ heading, points }) => [
      '',
      `## ${heading}`,
      '',
      ...points.map((point) => `- ${plain(point.text)}${at(point.at)}`),
    ]),
    '',
    `*${plain(authorOf(paper))}*`,
    '',
    '## Transcript',
    ...paper.lines.flatMap((line) => [
      '',
      `**${plain(line.speaker)}** ${positionOf(line.start)}  `,
      plain(wordsOf(line)),
    ]),
    '',
  ].join('\n')
}

/** One line of text in which no sign has a meaning. */
const plain = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, (sign) => `\\${sign}`)
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replaceAll(/\b(https?|mailto|www)([:.])/gi, '$1\\$2')
