/** The figures for people: beside each what it has to reach, and what does without. */
import type { Agreement } from './moments.ts'
import type { Found } from './retrieval.ts'
import type { Figures } from './run.ts'
import type { Scores } from './summaries.ts'

export function table(figures: Figures): string {
  return [
    ...(figures.specific ? rouges('Answers to specific questions', figures.specific) : []),
    ...(figures.whole ? rouges('Whole meetings', figures.whole) : []),
    ...(figures.abstracts ? rouges('Whole meetings, longer abstracts (AMI)', figures.abstracts) : []),
    ...(figures.found ? searches(figures.found) : []),
    ...(figures.actions ? moments(figures.actions) : []),
    '',
    `Points that hold against their lines: ${percent(figures.json.support)}   goal 100.0 %`,
    `Minutes that some point refers to: ${percent(figures.json.coverage)}`,
    `Milliseconds per hour of meeting: ${Math.round(figures.json.ms_per_hour)}   goal < 1000`,
    `Most memory for one meeting: ${Math.round(figures.json.rss_mb)} MB   goal < 300`,
    `${figures.json.meetings} meetings, ${figures.json.questions} questions; engine: ${figures.json.engine}`,
    ...(figures.json.failed > 0
      ? [`${figures.json.failed} meetings of which the model could not be had`]
      : []),
    '',
    ...(figures.json.engine === 'extractive' ? goals(figures) : []),
  ].join('\n')
}

const rouges = (title: string, scores: Scores): string[] => [
  '',
  `${title.padEnd(42)}ROUGE-1  ROUGE-2  ROUGE-L`,
  ...Object.entries(scores).map(
    ([name, { r1, r2, rl }]) =>
      `  ${name.padEnd(40)}${[r1, r2, rl].map((value) => value.toFixed(2).padStart(7)).join('  ')}`,
  ),
]

const searches = (found: Record<string, Found>): string[] => [
  '',
  `${'Search'.padEnd(44)}hit@1  hit@3  hit@5    MRR`,
  ...Object.entries(found).map(
    ([name, { hit1, hit3, hit5, mrr }]) =>
      `  ${name.padEnd(40)}${[hit1, hit3, hit5, mrr].map((value) => value.toFixed(3).padStart(7)).join('')}`,
  ),
]

const moments = (all: Record<string, Agreement>): string[] => [
  '',
  `${'Within 45 s of the reference'.padEnd(42)} recall  precision  picked  wanted`,
  ...Object.entries(all).map(
    ([name, { recall, precision, picked, wanted }]) =>
      `  ${name.padEnd(40)}${recall.toFixed(2).padStart(7)}${precision.toFixed(2).padStart(11)}${String(picked).padStart(8)}${String(wanted).padStart(8)}`,
  ),
]

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** Goals are for the validation split, without a model. */
function goals({ specific, whole, found, actions }: Figures): string[] {
  const aside = actions?.['actions, calls kept aside']
  const [bm25, lexRank] = [specific?.['bm25+1'], whole?.['lexrank+mmr']]
  const checks: [string, number | undefined, number][] = [
    ['questions ROUGE-1', specific?.engine?.r1, 26],
    [
      'questions ROUGE-1, against 1.02 × BM25 and its neighbour',
      specific?.engine?.r1,
      1.02 * (bm25?.r1 ?? 0),
    ],
    ['whole meetings ROUGE-1', whole?.engine?.r1, 28],
    ['whole meetings ROUGE-1, against LexRank and MMR', whole?.engine?.r1, lexRank?.r1 ?? 0],
    ['search hit@5', found?.engine?.hit5, 0.79],
    ['search MRR', found?.engine?.mrr, 0.62],
    ['search MRR, against BM25', found?.engine?.mrr, found?.bm25?.mrr ?? 0],
    ['actions recall', aside?.recall, 0.6],
    ['actions precision', aside?.precision, 0.3],
  ]
  return checks.flatMap(([name, value, goal]) =>
    value === undefined
      ? []
      : [`${value >= goal ? '✓' : '✗'} ${name}: ${value.toFixed(3)} (goal ${goal.toFixed(3)})`],
  )
}
