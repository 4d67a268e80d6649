// The bots, each with its state, what happened to it, and what the people in its meeting can do to it.
import type { SimContext } from '../provider.ts'
import { scriptOf } from '../recall/recording.ts'
import { sceneOf } from '../recall/scene.ts'
import type { SimBot } from '../recall/types.ts'
import { type Html, html, time } from './html.ts'
import type { ControlNeeds } from './needs.ts'

const SHOWN = 20
const platforms: Record<string, string> = {
  zoom: 'Zoom',
  google_meet: 'Google Meet',
  microsoft_teams: 'Microsoft Teams',
  microsoft_teams_live: 'Microsoft Teams',
  webex: 'Webex',
}
const states: Record<SimBot['place'], string> = {
  waiting: 'waiting for its time',
  joining: 'joining',
  lobby: 'in the lobby',
  in_call: 'in the call, not recording',
  recording: 'recording',
  paused: 'paused',
  ended: 'left the call',
  gone: 'gone',
}
const buttons = {
  admit: { text: 'Admit', places: ['lobby'] },
  refuse: { text: 'Refuse', places: ['joining', 'lobby'] },
  kick: { text: 'Remove', places: ['in_call', 'recording', 'paused'] },
  end: { text: 'End the meeting', places: ['in_call', 'recording', 'paused'] },
}

export function botRows({ recall, context }: ControlNeeds): Html {
  const bots = recall.bots().toSorted(byInterest)
  if (bots.length === 0)
    return html`<p class="quiet">No bot has been ordered yet. Start a meeting below, and invite the product’s people.</p>`
  const rest = bots.length - SHOWN
  return html`<ul class="rows">${bots.slice(0, SHOWN).map((bot) => row(bot, titleOf(context, bot)))}</ul>
${rest > 0 ? html`<p class="quiet">and ${rest} more</p>` : null}`
}

/** In a meeting, then coming up, then over. */
function byInterest(a: SimBot, b: SimBot): number {
  const rank = ({ place }: SimBot) => (place === 'gone' ? 2 : place === 'waiting' ? 1 : 0)
  const soonest = (bot: SimBot) => (rank(bot) === 1 ? (bot.joinAt ?? bot.createdAt) : -bot.createdAt)
  return rank(a) - rank(b) || soonest(a) - soonest(b)
}

const titleOf = ({ meetings }: SimContext, bot: SimBot) =>
  scriptOf(meetings, sceneOf(bot.config.meeting_url), bot.config.meeting_url).title

function row(bot: SimBot, title: string): Html {
  return html`<li>
<div class="head"><b>${title}</b> · ${bot.config.bot_name} · ${platforms[bot.meetingUrl.platform] ?? bot.meetingUrl.platform}
 · <span class="state" data-place="${bot.place}">${stateOf(bot)}</span></div>
<div class="link">${bot.config.meeting_url}</div>
${actions(bot)}
${timeline(bot)}</li>`
}

function stateOf(bot: SimBot): Html {
  const last = bot.statusChanges.at(-1)
  if (bot.place === 'waiting' && bot.joinAt) return html`joins ${time(bot.joinAt, 'day')}`
  if (bot.place === 'gone' && last?.code === 'fatal') return html`failed: ${last.subCode}`
  return html`${states[bot.place]}`
}

function actions(bot: SimBot): Html | null {
  const possible = Object.entries(buttons).filter(([, { places }]) => places.includes(bot.place))
  if (possible.length === 0) return null
  return html`<div class="buttons">${possible.map(
    ([act, { text }]) => html`<form method="post" action="/control/bots/${bot.id}/${act}">
<button id="${act}-${bot.id}">${text}</button></form>`,
  )}</div>`
}

function timeline(bot: SimBot): Html | null {
  if (bot.statusChanges.length === 0) return null
  return html`<details id="life-${bot.id}"><summary>What happened</summary><ol>${bot.statusChanges.map(
    ({ at, code, subCode }) => html`<li>${time(at)} ${code}${subCode ? ` (${subCode})` : ''}</li>`,
  )}</ol></details>`
}
