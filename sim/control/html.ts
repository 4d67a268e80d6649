// Markup as values: what is put into a template is escaped, unless it is markup itself.

export type Html = { readonly markup: string }
type Part = string | number | Html | null | Part[]

export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  markup: texts.reduce((done, text, index) => done + render(parts[index - 1] ?? null) + text),
})

function render(part: Part): string {
  if (part === null) return ''
  if (Array.isArray(part)) return part.map(render).join('')
  if (typeof part === 'object') return part.markup
  return String(part).replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** Vouched for: text of ours that needs no escaping. */
export const raw = (markup: string): Html => ({ markup })

/** Shown in UTC until the page's script turns it into the reader's own time. */
export const time = (ms: number, form: 'time' | 'day' = 'time'): Html => {
  const iso = new Date(ms).toISOString()
  const text = form === 'day' ? `${iso.slice(0, 16).replace('T', ' ')} UTC` : `${iso.slice(11, 19)} UTC`
  return html`<time datetime="${iso}" data-form="${form}">${text}</time>`
}
