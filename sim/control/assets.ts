// How the control page looks, and the few lines that keep it fresh.

export const styles = `
:root { --ink: #1d2125; --quiet: #5b636c; --paper: #f7f7f5; --card: #fff; --line: #dcdcd6; --accent: #1f5fa8; --on-accent: #fff; color-scheme: light dark }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e9ea; --quiet: #a2abb3; --paper: #15181b; --card: #1e2226; --line: #363c42; --accent: #8ab8f0; --on-accent: #10161d } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 0 0 .5rem }
p { margin: .25rem 0; max-width: 72ch } a { color: var(--accent) }
section { margin-top: 1.25rem; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
#note:empty { display: none } #note { margin-top: 1rem; font-weight: 600 }
.quiet { color: var(--quiet) } .now { font-size: 1.5rem }
.rows { list-style: none; margin: 0; padding: 0 } .rows > li { padding: .75rem 0; border-top: 1px solid var(--line) } .rows > li:first-child { border-top: 0; padding-top: 0 }
.state { font-weight: 600 } .state[data-place=waiting], .state[data-place=gone] { font-weight: 400; color: var(--quiet) }
.state[data-place=recording]::before { content: "●"; color: #c0392b; margin-right: .3em } .state[data-place=lobby]::before { content: "◔"; margin-right: .3em }
.link { overflow-wrap: anywhere; font-size: .875rem; color: var(--quiet) }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0 0 }
button, input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: .375rem; padding: .375rem .75rem; min-height: 2.5rem }
button { cursor: pointer } button[aria-pressed=true], .go { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
details { margin-top: .5rem } summary { cursor: pointer; color: var(--quiet) } ol { margin: .25rem 0; padding-left: 1.25rem }
table { width: 100%; border-collapse: collapse; font-size: .9375rem } th { text-align: left; font-weight: 600 } td, th { padding: .25rem .5rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
@media (max-width: 30rem) { thead { display: none } tr { display: block; padding: .25rem 0; border-bottom: 1px solid var(--line) } td { display: inline-block; border: 0; padding: 0 .5rem 0 0 } }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .75rem }
.fields label { display: grid; gap: .25rem; min-width: 0 } .fields input, .fields select { width: 100% } .wide { grid-column: 1 / -1 } .go { justify-self: start }
`

/** Replaces the live part every two seconds, keeping focus and opened details; forms are sent without a reload. */
export const script = `
const note = document.getElementById('note')
const forms = { time: { timeStyle: 'medium' }, day: { dateStyle: 'medium', timeStyle: 'medium' } }
function localTimes() {
  for (const time of document.querySelectorAll('time')) {
    time.title = time.dateTime
    time.textContent = new Date(time.dateTime).toLocaleString(undefined, forms[time.dataset.form])
  }
}
async function refresh() {
  try {
    const answer = await fetch('/control/live')
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const focused = document.activeElement.closest('#live-now, #live-lists') ? document.activeElement.id : ''
    const open = [...document.querySelectorAll('details[open]')].map((one) => one.id)
    for (const part of fresh.body.children) document.getElementById(part.id).innerHTML = part.innerHTML
    for (const id of open) document.getElementById(id)?.setAttribute('open', '')
    localTimes()
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    if (note.dataset.lost) { note.textContent = ''; delete note.dataset.lost }
  } catch {
    note.dataset.lost = '1'
    note.textContent = 'The stand-ins do not answer. What is shown may be old.'
  }
}
document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const data = new URLSearchParams(new FormData(event.target, event.submitter))
  const answer = await fetch(event.target.action, { method: 'POST', body: data, headers: { accept: 'application/json' } })
  const said = await answer.json()
  const made = event.target.action.endsWith('/control/meetings')
  note.textContent = said.error ?? (made ? describe(said) : '')
  await refresh()
})
function describe(meeting) {
  return meeting.ids.length ? 'The meeting is in ' + meeting.ids.length + ' calendars: ' + meeting.link
    : 'Nobody of these people has a calendar here. The link works all the same: ' + meeting.link
}
localTimes()
setInterval(() => { if (!document.hidden) refresh() }, 2000)
`
