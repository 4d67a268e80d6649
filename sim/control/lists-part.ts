// The calendars' next events, and the webhooks that went out last.
import type { UpcomingEvent } from '../provider.ts'
import type { Message } from '../recall/outbox.ts'
import { type Html, html, time } from './html.ts'
import type { ControlNeeds } from './needs.ts'

const EVENTS_SHOWN = 15
const WEBHOOKS_SHOWN = 15

export function calendarRows({ calendars }: ControlNeeds): Html {
  const events = Object.entries(calendars)
    .flatMap(([provider, calendar]) => calendar.upcoming().map((event) => ({ provider, event })))
    .sort((a, b) => a.event.startsAt - b.event.startsAt)
  if (events.length === 0) return html`<p class="quiet">No calendar here has an event coming up.</p>`
  const rest = events.length - EVENTS_SHOWN
  return html`<ul class="rows">${events.slice(0, EVENTS_SHOWN).map(({ provider, event }) => eventRow(provider, event))}</ul>
${rest > 0 ? html`<p class="quiet">and ${rest} more</p>` : null}`
}

/** Whose calendars are here, and a way to see what a lost permission looks like in the product. */
export function peopleRows({ calendars }: ControlNeeds): Html {
  const people = Object.entries(calendars).flatMap(([provider, calendar]) =>
    [...new Set(calendar.upcoming().map(({ email }) => email))].map((email) => ({ provider, email })),
  )
  if (people.length === 0) return html`<p class="quiet">Nobody has an event coming up.</p>`
  return html`<ul class="rows">${people.map(
    ({
      provider,
      email,
    }) => html`<li><div class="head"><b>${email}</b> · <span class="quiet">${provider}</span></div>
<form method="post" action="/control/revoke" class="buttons"><input type="hidden" name="provider" value="${provider}"><input type="hidden" name="email" value="${email}">
<button id="revoke-${provider}-${email}" aria-label="Take back the permission of ${email}">Take back the permission</button></form></li>`,
  )}</ul>`
}

function eventRow(provider: string, { id, title, startsAt, email, link }: UpcomingEvent): Html {
  const button = (name: string, action: string, text: string, byMinutes?: number) => html`
<form method="post" action="/control/events/${action}"><input type="hidden" name="id" value="${id}">
${byMinutes === undefined ? null : html`<input type="hidden" name="byMinutes" value="${byMinutes}">`}
<button id="${name}-${id}" aria-label="${text}: ${title}">${text}</button></form>`
  return html`<li><div class="head">${time(startsAt, 'day')} · <b>${title}</b> · <span class="quiet">${email}, ${provider}</span></div>
${link ? html`<div class="link">${link}</div>` : null}
<div class="buttons">${button('later', 'move', '15 minutes later', 15)}${button('earlier', 'move', '15 minutes earlier', -15)}${button('cancel', 'cancel', 'Cancel')}</div></li>`
}

export function webhookRows({ recall }: ControlNeeds): Html {
  const messages = recall.messages(WEBHOOKS_SHOWN)
  if (messages.length === 0) return html`<p class="quiet">None has been sent yet.</p>`
  return html`<table><thead><tr><th scope="col">Sent</th><th scope="col">Event</th><th scope="col">Answer</th></tr></thead>
<tbody>${messages.map(
    (message) =>
      html`<tr><td>${time(message.sentAt)}</td><td>${message.event}</td><td>${outcome(message)}</td></tr>`,
  )}</tbody></table>`
}

function outcome({ tries, lastStatus, nextTryAt }: Message): Html {
  if (tries === 0) return html`on its way`
  const answer = lastStatus === null ? 'no answer' : `${lastStatus}`
  const again = nextTryAt === null ? null : html`, again at ${time(nextTryAt)}`
  return html`${answer}${tries > 1 ? ` after ${tries} tries` : ''}${again}`
}
