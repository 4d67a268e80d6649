/** What can be read of a meeting before any script runs: its title and the points in short. The app takes its place. */
import type { Known } from '#api/page-data.ts'

/** In the app's own frame, so that little moves when it comes. '' where there is no summary yet. */
export function firstSight({ session }: Known): string {
  if (session?.summary?.status !== 'completed') return ''
  const points = session.summary.tldr.map(({ text }) => `<li dir="auto">${escaped(text)}</li>`)
  return [
    '<div class="shell"><header class="side"></header><main class="page"><div class="wide">',
    `<header class="page-head"><h1><bdi>${escaped(session.title)}</bdi></h1></header>`,
    '<div class="meeting"><section class="card first-sight"><h2>In short</h2>',
    `<ul class="tldr">${points.join('')}</ul></section></div></div></main></div>`,
  ].join('')
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
