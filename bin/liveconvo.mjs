#!/usr/bin/env node
/**
 * `npx liveconvo …`: finds the Node that this project brings along, and hands over to main.ts. Node's built-ins only,
 * and nothing newer than Node 20: whatever Node is on the PATH runs this file.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'bin/main.ts')
const runtime = join(root, 'node_modules/node/bin/node')
const OLDEST_RUNTIME = 24
const isNewEnough = Number(process.versions.node.split('.')[0]) >= OLDEST_RUNTIME

if (!existsSync(join(root, 'node_modules/luxon')))
  stop(`The packages are not installed yet. Run this once:\n\n  cd ${root} && npm ci`)
if (isNewEnough) await import(pathToFileURL(main).href)
else if (existsSync(runtime)) handOver()
else
  stop(`LiveConvo needs Node ${OLDEST_RUNTIME}; this is ${process.version}. \`npm start\` fetches it once.`)

function handOver() {
  const { status, signal, error } = spawnSync(runtime, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (error) stop(`Node ${OLDEST_RUNTIME} could not be started: ${error.message}`)
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 1
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
