/** The same words as a page without any script: what a browser needs for the text alone. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

type Words = {
  title: string
  lines: { speaker: string; text: string }[]
  summary: { tldr: { text: string }[] } | null
}

export function staticPage({ title, lines, summary }: Words): string {
  const short = (summary?.tldr ?? []).map(({ text }) => `<li>${escaped(text)}</li>`).join('')
  const said = lines
    .map(({ speaker, text }) => `<li><b>${escaped(speaker)}</b> ${escaped(text)}</li>`)
    .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<h1>${escaped(title)}</h1><ul class="tldr">${short}</ul><ol>${said}</ol></html>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export async function servePage(html: string) {
  const body = gzipSync(html)
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' }).end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
