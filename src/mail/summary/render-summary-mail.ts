/** The letter after a meeting: what was said, decided and promised, each with the moment it rests on. Pure. */
import { DateTime } from 'luxon'
import { escapeHtml } from '#lib/html.ts'
import { button, heading, layout, link, list, oneLine, quiet, rule, subheading } from '#mail/render.ts'

export type LinkedPoint = { text: string; seconds: number | null; url: string }
export type SummaryMail = {
  title: string
  startedAt: DateTime
  /** The recipient's. */
  timezone: string
  durationSeconds: number
  /** Null for guests, who have no account to open it with. */
  meetingUrl: string | null
  reason: 'owner' | 'invited' | 'internal_guest' | 'guest'
  ownerName: string | null
  /** How many more get this letter. */
  others: number
  /** The model, or "extractive". */
  writtenBy: string | null
  /** Where one stops these letters, or asks not to be recorded. */
  settingsUrl: string
  tldr: LinkedPoint[]
  decisions: LinkedPoint[]
  actionItems: (LinkedPoint & { owner: string | null; dueDate: string | null; isConfirmed: boolean })[]
  followUpQuestions: LinkedPoint[]
  /** Points that the corrected words no longer carry, and that are therefore not among these. */
  leftOut: number
}
type Rendered = { subject: string; text: string; html: string }

const MOST_TITLE_CHARS = 150
const MOST_POINT_CHARS = 500
/** The essence, and not the whole report: the page has the rest. */
const MOST_IN_SHORT = 3
const MOST_POINTS = 12

export function renderSummaryMail(mail: SummaryMail): Rendered {
  const title = oneLine(mail.title, MOST_TITLE_CHARS) || 'Meeting'
  const start = mail.startedAt.setZone(mail.timezone)
  const local = (start.isValid ? start : mail.startedAt.toUTC()).setLocale('en-GB')
  const subject = `${title} · ${local.toFormat('ccc d LLL yyyy')}`
  const when = [local.toFormat('cccc d LLLL yyyy, HH:mm ZZZZ'), duration(mail.durationSeconds)]
  const facts = {
    title,
    when: when.filter(Boolean).join(' · '),
    sections: sectionsOf(mail),
    why: whySentences(mail),
  }
  return { subject, text: asText(mail, facts), html: asHtml(mail, facts, subject) }
}

type Item = { text: string; note: string; point: LinkedPoint }
type Section = { name: string; items: Item[]; more: number }
type Facts = { title: string; when: string; sections: Section[]; why: string[] }

function sectionsOf({ tldr, decisions, actionItems, followUpQuestions }: SummaryMail): Section[] {
  const plain = (point: LinkedPoint) => ({ text: oneLine(point.text, MOST_POINT_CHARS), note: '', point })
  const tasks = actionItems.map((item) => ({ ...plain(item), note: promiseOf(item) }))
  const sections = [
    { name: 'In short', items: tldr.map(plain), most: MOST_IN_SHORT },
    { name: 'Decisions', items: decisions.map(plain), most: MOST_POINTS },
    { name: 'Tasks', items: tasks, most: MOST_POINTS },
    { name: 'Open questions', items: followUpQuestions.map(plain), most: MOST_POINTS },
  ]
  return sections
    .filter(({ items }) => items.length > 0)
    .map(({ name, items, most }) => ({
      name,
      items: items.slice(0, most),
      more: Math.max(0, items.length - most),
    }))
}

/** What nobody said is asked for, never guessed. */
const promiseOf = ({ owner, dueDate, isConfirmed }: SummaryMail['actionItems'][number]) =>
  [
    owner ?? 'nobody named',
    dueDate ? `due ${dayOf(dueDate)}` : 'no date',
    ...(isConfirmed ? [] : ['to be confirmed']),
  ].join(', ')

/** A day is said as one; anything else is in the words that were spoken, such as "tomorrow noon". */
function dayOf(due: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(due) ? DateTime.fromISO(due, { zone: 'utc' }) : null
  return day?.isValid ? day.setLocale('en-GB').toFormat('ccc d LLL yyyy') : due
}

const leftOutSentence = (count: number) =>
  count === 1
    ? 'One point was left out because the words that it rests on were corrected afterwards.'
    : `${count} points were left out because the words that they rest on were corrected afterwards.`

function whySentences({ reason, ownerName, others, writtenBy, leftOut }: SummaryMail): string[] {
  const author =
    writtenBy === null || writtenBy === 'extractive'
      ? 'No language model wrote this: the points are sentences of the meeting, chosen by rules. They may miss the essence.'
      : `Written by ${writtenBy}; every point was checked against the transcript. It can still be wrong.`
  const owner = oneLine(ownerName ?? 'The owner of the meeting', MOST_TITLE_CHARS)
  const why = {
    owner: 'You receive this because you own this meeting.',
    invited:
      'You receive this because you were invited to this meeting and are a member of the organization that recorded it.',
    internal_guest: `You receive this because you were invited to this meeting. ${owner} recorded it and sends notes to guests of the same company.`,
    guest: `You receive this because you were invited to this meeting. ${owner} recorded it and sends notes to everybody who was invited.`,
  }[reason]
  const also =
    others === 0 ? 'Nobody else does.' : others === 1 ? 'One other person does.' : `So do ${others} others.`
  return [author, ...(leftOut > 0 ? [leftOutSentence(leftOut)] : []), `${why} ${also}`]
}

const moreOf = (more: number) => `and ${more} more in the meeting`

function asText({ meetingUrl, settingsUrl }: SummaryMail, { title, when, sections, why }: Facts): string {
  const place = (point: LinkedPoint) =>
    meetingUrl ? `\n  ${moment(point)} ${point.url}` : point.seconds === null ? '' : ` (${moment(point)})`
  return [
    title,
    when,
    ...sections.flatMap(({ name, items, more }) => [
      '',
      name.toUpperCase(),
      ...items.map(({ text, note, point }) => `- ${text}${note && ` (${note})`}${place(point)}`),
      ...(more > 0 ? [`  … ${moreOf(more)}`] : []),
    ]),
    '',
    ...(meetingUrl ? [`Read, correct or confirm: ${meetingUrl}`, ''] : []),
    '-- ',
    ...why,
    `Stop these letters, or ask not to be recorded: ${settingsUrl}`,
    '',
  ].join('\n')
}

function asHtml(
  { meetingUrl, settingsUrl }: SummaryMail,
  { title, when, sections, why }: Facts,
  subject: string,
): string {
  const place = (point: LinkedPoint) =>
    meetingUrl
      ? ` ${link(moment(point), point.url)}`
      : point.seconds === null
        ? ''
        : ` <span class="quiet" style="color:#5b616b">${moment(point)}</span>`
  const item = ({ text, note, point }: Item) =>
    `${escapeHtml(text)}${place(point)}${note && `<br><span class="quiet" style="color:#5b616b;font-size:14px">${escapeHtml(note)}</span>`}`
  const body = [
    heading(title),
    quiet(escapeHtml(when)),
    ...sections.map(
      ({ name, items, more }) =>
        subheading(name) + list(items.map(item)) + (more > 0 ? quiet(escapeHtml(`… ${moreOf(more)}`)) : ''),
    ),
    ...(meetingUrl ? [button('Read, correct or confirm', meetingUrl)] : []),
    rule,
    ...why.map((sentence) => quiet(escapeHtml(sentence))),
    quiet(link('Stop these letters, or ask not to be recorded', settingsUrl)),
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
