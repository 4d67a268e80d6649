/** /docs: the API for people. Rendered from the OpenAPI description; no script, no outside asset. */
import type { openapi } from '#api/openapi.ts'
import { escapeHtml } from '#lib/html.ts'

type Description = ReturnType<typeof openapi>
type Operation = {
  summary: string
  description: string
  tags: string[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content: Record<string, { schema: object }> }>
}

/** The page as HTML. */
export function docsPage(description: Description): string {
  const operations = Object.entries(description.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method,
        operation: operation as Operation,
      })), // our own description
  )
  const groups = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? 'api')
  const menu = [...groups.keys()].map((tag) => `<li><a href="#${tag}">${tag}</a></li>`).join('')
  const body = [...groups]
    .map(([tag, list]) => `<h2 id="${tag}">${tag}</h2>${list.map(section).join('')}`)
    .join('')
  return page(`<h1>${escapeHtml(description.info.title)} API</h1>
<p>${escapeHtml(description.info.description)}</p>
<p>For machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI ${description.openapi}).</p>
<nav aria-label="Resources"><ul>${menu}</ul></nav>${body}`)
}

function section({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Operation
}): string {
  const body = operation.requestBody?.content['application/json']?.schema
  const [status, answer] = Object.entries(operation.responses)[0] ?? []
  return `<article><h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h3>
<p>${escapeHtml(operation.summary)}. <small>${escapeHtml(operation.description)}</small></p>
${operation.parameters.length > 0 ? `<ul>${operation.parameters.map(parameter).join('')}</ul>` : ''}
${body ? schema('Body', body) : ''}
${answer ? schema(`Answer ${status}`, answer.content['application/json']?.schema ?? {}) : ''}</article>`
}

const parameter = ({ name, in: place, required }: Operation['parameters'][number]) =>
  `<li><code>${escapeHtml(name)}</code> in ${place}${required ? ', required' : ''}</li>`

const schema = (title: string, shape: object) =>
  `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(shape, null, 2))}</pre></details>`

const page = (body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>LiveConvo API</title><style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem 1rem;padding:0;list-style:none}h2{margin-top:2.5rem;text-transform:capitalize}
article{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.25rem 0 1rem}
h3{margin:.75rem 0 .25rem;font-size:1rem}pre{overflow:auto;max-height:24rem;padding:.75rem;border-radius:.5rem;
background:color-mix(in srgb,currentColor 6%,transparent);font-size:.8rem}summary{cursor:pointer}small{opacity:.75}
</style></head><body>${body}</body></html>`
