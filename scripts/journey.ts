/**
 * `npm run journey`: the main job without a browser, on a scratch database and free ports, under a virtual clock.
 * --meeting FILE plays a WebVTT or QMSum-JSON transcript · --all DIR every one below a folder · --database URL on
 * that Postgres · --no-model summarizes with the built-in extractive engine · --first N stops after N · --json prints the facts as one JSON object and nothing else. Exits 0 when every fact held.
 */
import { globSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startWorld, type World } from '../test/world.ts'
import { looksLikeMeeting, readMeeting } from './journey/meeting-file.ts'
import { arrive } from './journey/newcomer.ts'
import { progress, stepLine, table, verdict } from './journey/report.ts'
import { playRoad } from './journey/road.ts'
import { scratchDatabase } from './journey/scratch.ts'
import type { Facts, Person } from './journey/types.ts'

const { values: asked } = parseArgs({
  options: {
    meeting: { type: 'string' },
    all: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    first: { type: 'string' },
    'no-model': { type: 'boolean', default: false },
  },
})
const say = (text: string) => void (asked.json || process.stdout.write(`${text}\n`))

process.exitCode = (await journey()) ? 0 : 1

async function journey(): Promise<boolean> {
  await using database = await scratchDatabase(asked.database)
  await using world = await startWorld({
    databaseUrl: database.url,
    ...(asked['no-model'] && { env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' } }),
  })
  say(`On ${database.where}; virtual time begins ${world.clock.now().toFormat('yyyy-MM-dd HH:mm')} UTC.`)
  const person = await arrive(world)
  say('A newcomer has set up the server, connected a Google calendar and confirmed the rules.\n')
  return await (asked.all ? playFolder(world, person, resolve(asked.all)) : playOne(world, person)) // before the world ends
}

async function playOne(world: World, person: Person): Promise<boolean> {
  const file = asked.meeting ?? join(import.meta.dirname, '../sim/meetings/launch-checkpoint.vtt')
  const facts = await playRoad(world, person, readMeeting(file), (step) => say(stepLine(step)))
  say(verdict(facts))
  if (asked.json) process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
  return facts.ok
}

async function playFolder(world: World, person: Person, folder: string): Promise<boolean> {
  const found = globSync('**/*.{vtt,json}', { cwd: folder }).map((file) => join(folder, file))
  const files = found
    .filter(looksLikeMeeting)
    .sort()
    .slice(0, asked.first ? Number(asked.first) : undefined)
  if (files.length === 0) throw new Error(`No meeting below ${folder}: WebVTT files or QMSum JSON`)
  const all: { file: string; facts: Facts; seconds: number }[] = []
  for (const [index, file] of files.entries()) {
    const from = performance.now()
    const script = readMeeting(file)
    const facts = await playRoad(world, person, { ...script, name: `${index}-${script.name}` }, () => {})
    all.push({ file: relative(folder, file), facts, seconds: (performance.now() - from) / 1000 })
    progress(index + 1, files.length, relative(folder, file))
  }
  const passed = all.filter(({ facts }) => facts.ok).length
  say(`${table(all)}\n\n${passed} of ${files.length} meetings went the whole road.`)
  if (asked.json)
    process.stdout.write(
      `${JSON.stringify({ ok: passed === files.length, meetings: all.map(({ file, facts }) => ({ file, ...facts })) }, null, 2)}\n`,
    )
  return passed === files.length
}
