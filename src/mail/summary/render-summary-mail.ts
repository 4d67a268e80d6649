/** The letter after a meeting: what was said, decided and promised, each with the moment it rests on. Pure. */
import type { DateTime } from 'luxon'
import { escapeHtml } from '#lib/html.ts'
import { button, heading, layout, link, list, oneLine, quiet, rule, subheading } from '#mail/render.ts'

export type LinkedPoint = { text: string; seconds: number | null; url: string }
export type SummaryMail = {
  title: string
  startedAt: DateTime
  /** The recipient's. */
  timezone: string
  durationSeconds: number
  meetingUrl: string
  reason: 'owner' | 'invited'
  /** The model, or "extractive". */
  writtenBy: string | null
  tldr: LinkedPoint[]
  decisions: LinkedPoint[]
  actionItems: (LinkedPoint & { owner: string | null; dueDate: string | null })[]
  followUpQuestions: LinkedPoint[]
}
export type RenderedMail = { subject: string; text: string; html: string }

const MOST_TITLE_CHARS = 150
const MOST_POINT_CHARS = 500

export function renderSummaryMail(mail: SummaryMail): RenderedMail {
  const title = oneLine(mail.title, MOST_TITLE_CHARS) || 'Meeting'
  const start = mail.startedAt.setZone(mail.timezone)
  const local = (start.isValid ? start : mail.startedAt.toUTC()).setLocale('en-GB')
  const subject = `${title} · ${local.toFormat('ccc d LLL yyyy')}`
  const when = [local.toFormat('cccc d LLLL yyyy, HH:mm ZZZZ'), duration(mail.durationSeconds)]
  const facts = {
    title,
    when: when.filter(Boolean).join(' · '),
    sections: sectionsOf(mail),
    why: whySentence(mail),
  }
  return { subject, text: asText(mail, facts), html: asHtml(mail, facts, subject) }
}

type Section = { name: string; items: { text: string; note: string; point: LinkedPoint }[] }
type Facts = { title: string; when: string; sections: Section[]; why: string[] }

function sectionsOf({ tldr, decisions, actionItems, followUpQuestions }: SummaryMail): Section[] {
  const plain = (point: LinkedPoint) => ({ text: oneLine(point.text, MOST_POINT_CHARS), note: '', point })
  const sections = [
    { name: 'In short', items: tldr.map(plain) },
    { name: 'Decisions', items: decisions.map(plain) },
    {
      name: 'Action items',
      items: actionItems.map((item) => ({
        ...plain(item),
        note: [item.owner ?? 'nobody named', item.dueDate].filter(Boolean).join(', '),
      })),
    },
    { name: 'Open questions', items: followUpQuestions.map(plain) },
  ]
  return sections.filter(({ items }) => items.length > 0)
}

function whySentence({ reason, writtenBy }: SummaryMail): string[] {
  const author =
    writtenBy === null || writtenBy === 'extractive'
      ? 'No language model wrote this: the points are sentences of the meeting, chosen by rules. They may miss the essence.'
      : `Written by ${writtenBy}; every point was checked against the transcript. It can still be wrong: follow the links.`
  const why = reason === 'owner' ? 'you own this meeting' : 'you were invited to this meeting'
  return [
    author,
    `You receive this because ${why}. It went to the members of your organization who were invited and want these mails, to nobody else.`,
  ]
}

const asText = ({ meetingUrl }: SummaryMail, { title, when, sections, why }: Facts): string =>
  [
    title,
    when,
    ...sections.flatMap(({ name, items }) => [
      '',
      name.toUpperCase(),
      ...items.map(
        ({ text, note, point }) => `- ${text}${note && ` (${note})`}\n  ${moment(point)} ${point.url}`,
      ),
    ]),
    '',
    `The whole meeting: ${meetingUrl}`,
    '',
    '-- ',
    ...why,
    '',
  ].join('\n')

function asHtml({ meetingUrl }: SummaryMail, { title, when, sections, why }: Facts, subject: string): string {
  const body = [
    heading(title),
    quiet(escapeHtml(when)),
    ...sections.map(
      ({ name, items }) =>
        subheading(name) +
        list(
          items.map(
            ({ text, note, point }) =>
              `${escapeHtml(text)}${note && ` <b>${escapeHtml(note)}</b>`} ${link(moment(point), point.url)}`,
          ),
        ),
    ),
    button('Open the meeting', meetingUrl),
    rule,
    ...why.map((sentence) => quiet(escapeHtml(sentence))),
  ].join('\n')
  return layout({ title: subject, preview: sections[0]?.items[0]?.text ?? when, body })
}

const moment = ({ seconds }: LinkedPoint) => (seconds === null ? 'open' : clockTime(seconds))

/** 75 → 1:15, 3675 → 1:01:15 */
function clockTime(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] ? parts : parts.slice(1)
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : String(part))).join(':')
}

const duration = (seconds: number) => (seconds > 0 ? `${Math.max(1, Math.round(seconds / 60))} min` : '')
