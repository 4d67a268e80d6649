// The page at the root: what the stand-ins are doing, and a form to start a meeting.

import { script, styles } from './assets.ts'
import { botRows } from './bots-part.ts'
import { type Html, html, raw, time } from './html.ts'
import { calendarRows, peopleRows, webhookRows } from './lists-part.ts'
import type { ControlNeeds } from './needs.ts'

const SPEEDS = [1, 10, 30, 60]

export function page(needs: ControlNeeds): string {
  const scripts = needs.context.meetings.names()
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Stand-ins</title>
<style>${raw(styles)}</style>
<header>
  <h1>Stand-ins</h1>
  <p>On this machine these play Recall.ai, Google, Microsoft, an OpenAI-style server and a mail server.
  Nobody real is called, and nothing leaves the machine.
  <a href="/mail">Open the mailbox</a> · <a href="${needs.context.appUrl}">Open the product</a></p>
</header>
<main>
  <p id="note" role="status" aria-live="polite"></p>
  <div id="live-now">${nowPart(needs)}</div>
  ${meetingForm(scripts)}
  <div id="live-lists">${listsPart(needs)}</div>
</main>
<script>${raw(script)}</script>
</html>`.markup
}

/** Everything that moves; the page fetches it again every two seconds, and leaves the form between alone. */
export const livePart = (needs: ControlNeeds): string =>
  html`<div id="live-now">${nowPart(needs)}</div><div id="live-lists">${listsPart(needs)}</div>`.markup

const nowPart = (needs: ControlNeeds) => html`${clockPart(needs)}
<section aria-labelledby="bots"><h2 id="bots">Bots</h2>${botRows(needs)}</section>`

const listsPart = (needs: ControlNeeds) => html`
<section aria-labelledby="events"><h2 id="events">Upcoming events</h2>${calendarRows(needs)}</section>
<section aria-labelledby="people"><h2 id="people">Permissions to read calendars</h2>${peopleRows(needs)}</section>
<section aria-labelledby="hooks"><h2 id="hooks">Last webhooks</h2>${webhookRows(needs)}</section>`

function clockPart({ context, drifting }: ControlNeeds): Html {
  const now = html`<p class="now">${time(context.clock.now(), 'day')}</p>`
  if (!drifting)
    return html`<section aria-label="Time">${now}<p class="quiet">Driven from outside.</p></section>`
  const { speed } = drifting.anchors()
  return html`<section aria-labelledby="time"><h2 id="time">Virtual time</h2>
${now}
<form method="post" action="/control/speed" class="buttons">
  <span class="quiet">Runs at ${speed}×</span>
  ${SPEEDS.map((step) => html`<button id="speed-${step}" name="speed" value="${step}" aria-pressed="${String(step === speed)}">${step}×</button>`)}
</form></section>`
}

function meetingForm(scripts: string[]): Html {
  const option = (value: string, text: string) => html`<option value="${value}">${text}</option>`
  return html`<section aria-labelledby="start"><h2 id="start">Start a meeting</h2>
<form method="post" action="/control/meetings" class="fields">
  <label>Title <input name="title" placeholder="The script’s own title" maxlength="200"></label>
  <label>Platform <select name="platform">
    ${option('zoom', 'Zoom')}${option('google_meet', 'Google Meet')}${option('teams', 'Microsoft Teams')}</select></label>
  <label>What is said <select name="play">${option('', 'Any script')}${scripts.map((name) => option(name, name))}</select></label>
  <label>How it goes <select name="sim">
    ${option('', 'Eight seconds in the lobby, then admitted')}
    ${option('lobby:60', 'A minute in the lobby')}
    ${option('refuse', 'The host never admits the bot')}
    ${option('kick:60', 'The bot is removed after a minute')}
    ${option('noone', 'Nobody comes')}
    ${option('late:120', 'People come two minutes late')}
    ${option('silent', 'Nobody speaks')}
    ${option('deny', 'The host forbids recording (Zoom)')}
    ${option('fatal:meeting_link_invalid', 'The link does not work')}
    ${option('untranscribable', 'The transcript fails')}
    ${option('busy', 'No bot is free at first')}</select></label>
  <label>Starts in seconds <input name="startsInSeconds" type="number" min="0" value="60" required></label>
  <label class="wide">People <input name="people" placeholder="ana@example.test, bo@example.test" autocomplete="off"></label>
  <p class="wide quiet">The event appears in the calendars of those people who have one here.</p>
  <button class="go">Start the meeting</button>
</form></section>`
}
