/** The letter of the week. Pure. */
import type { DateTime } from 'luxon'
import { escapeHtml } from '#lib/html.ts'
import { heading, layout, link, list, oneLine, quiet, rule, subheading } from '#mail/render.ts'

export type Digest = {
  now: DateTime
  timezone: string
  settingsUrl: string
  meetings: {
    title: string
    start: DateTime | null
    url: string
    inShort: string | null
    decisions: number
  }[]
  tasks: { text: string; dueDate: string | null; meeting: string; url: string }[]
}

const MOST_CHARS = 300
const WHY = 'You receive this each Monday because you had meetings in the week before.'

export function renderDigest(digest: Digest): { subject: string; text: string; html: string } {
  const { meetings, tasks, settingsUrl } = digest
  const count = `${meetings.length} ${meetings.length === 1 ? 'meeting' : 'meetings'}`
  const subject = `Your week: ${count}${tasks.length > 0 ? `, ${tasks.length} open ${tasks.length === 1 ? 'task' : 'tasks'}` : ''}`
  const lines = meetings.map((meeting) => ({ ...meeting, note: noteOf(meeting, digest.timezone) }))
  const todo = tasks.map((task) => ({
    ...task,
    note: `${task.dueDate ? `due ${task.dueDate}, ` : ''}${task.meeting}`,
  }))
  const text = [
    subject,
    ...(todo.length > 0 ? ['', 'YOUR OPEN TASKS'] : []),
    ...todo.map(({ text, note, url }) => `- ${short(text)} (${short(note)})\n  ${url}`),
    '',
    'MEETINGS',
    ...lines.map(({ title, note, inShort, url }) =>
      [`- ${short(title)} (${note})`, ...(inShort ? [`  ${short(inShort)}`] : []), `  ${url}`].join('\n'),
    ),
    '',
    '-- ',
    WHY,
    `Stop these letters: ${settingsUrl}`,
    '',
  ].join('\n')
  const small = (words: string) =>
    `<br><span class="quiet" style="color:#5b616b;font-size:14px">${escapeHtml(words)}</span>`
  const body = [
    heading(subject),
    ...(todo.length > 0
      ? [
          subheading('Your open tasks'),
          list(todo.map(({ text, note, url }) => link(short(text), url) + small(short(note)))),
        ]
      : []),
    subheading('Meetings'),
    list(
      lines.map(
        ({ title, note, inShort, url }) =>
          `${link(short(title), url)}${small(note)}${inShort ? `<br>${escapeHtml(short(inShort))}` : ''}`,
      ),
    ),
    rule,
    quiet(WHY),
    quiet(link('Stop these letters', settingsUrl)),
  ].join('\n')
  return { subject, text, html: layout({ title: subject, preview: lines[0]?.inShort ?? count, body }) }
}

const short = (text: string) => oneLine(text, MOST_CHARS)

function noteOf({ start, decisions }: Digest['meetings'][number], zone: string): string {
  const day = start?.setZone(zone).setLocale('en-GB').toFormat('cccc d LLLL')
  return [day, decisions > 0 ? `${decisions} ${decisions === 1 ? 'decision' : 'decisions'}` : null]
    .filter(Boolean)
    .join(', ')
}
