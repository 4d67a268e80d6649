/** What every letter of ours is made of: inline styles, no outside files, readable in the dark and as plain text. */
import { escapeHtml } from '#lib/html.ts'

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"

/** The whole document around escaped content. */
export const layout = ({ title, preview, body }: { title: string; preview: string; body: string }): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>@media (prefers-color-scheme: dark) {
  .page { background: #16181c !important; color: #e8e9eb !important }
  .quiet { color: #a4a9b2 !important } .link { color: #74cbd8 !important } .rule { border-color: #33373e !important }
}</style></head>
<body class="page" style="margin:0;padding:0;background:#ffffff;color:#1d2025;${FONT};font-size:16px;line-height:1.5">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<div style="max-width:600px;margin:0 auto;padding:24px 16px">
${body}
</div></body></html>
`

export const heading = (text: string): string =>
  `<h1 style="font-size:22px;line-height:1.3;margin:0 0 4px">${escapeHtml(text)}</h1>`

export const subheading = (text: string): string =>
  `<h2 style="font-size:16px;margin:24px 0 8px">${escapeHtml(text)}</h2>`

export const quiet = (html: string): string =>
  `<p class="quiet" style="margin:0 0 8px;color:#5b616b;font-size:14px">${html}</p>`

export const link = (text: string, url: string): string =>
  `<a class="link" href="${escapeHtml(url)}" style="color:#0b6170">${escapeHtml(text)}</a>`

export const button = (text: string, url: string): string =>
  `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0b6170;color:#ffffff;text-decoration:none">${escapeHtml(text)}</a></p>`

export const list = (items: string[]): string =>
  `<ul style="margin:0;padding:0 0 0 20px">${items.map((item) => `<li style="margin:0 0 8px">${item}</li>`).join('\n')}</ul>`

export const rule = '<hr class="rule" style="border:0;border-top:1px solid #dfe2e6;margin:24px 0">'

/** One line, so that it can stand in a header. */
export const oneLine = (text: string, mostChars: number): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
  const flat = text.replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
  return flat.length > mostChars ? `${flat.slice(0, mostChars - 1).trimEnd()}…` : flat
}
