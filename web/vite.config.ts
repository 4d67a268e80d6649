/** Builds the single-page app into dist/web. In development it passes the API on to a running server. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const server = process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    // A strict content policy forbids data: addresses; the server gives every file a long life instead.
    assetsInlineLimit: 0,
    // What the first page needs is one script and one style sheet: nothing is found out step by step.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: /index\.html$/ }] } } },
    cssCodeSplit: false,
    modulePreload: false,
  },
  server: { proxy: { '/v1': server, '/api': server } },
})
