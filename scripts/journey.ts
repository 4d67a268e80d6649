/**
 * `npm run journey`: the main job without a browser, on a scratch database and free ports, under a virtual clock.
 * --meeting FILE plays a WebVTT or QMSum-JSON transcript · --all DIR every one below a folder · --database URL on
 * that Postgres · --no-model summarizes with the built-in extractive engine · --first N stops after N · --json prints the facts as one JSON object and nothing else. Exits 0 when every fact held.
 */
import { globSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../src/lib/cannot-start.ts'
import { startWorld, type World } from '../test/world.ts'
import { looksLikeMeeting, readMeeting } from './journey/meeting-file.ts'
import { arrive } from './journey/newcomer.ts'
import { progress, stepLine, table, verdict } from './journey/report.ts'
import { playRoad } from './journey/road.ts'
import { scratchDatabase } from './journey/scratch.ts'
import type { Facts, Person } from './journey/types.ts'
import { command } from './lib/say.ts'

type Asked = ReturnType<typeof readOptions>
type Say = (text: string) => void

await command(async () => {
  const asked = readOptions()
  process.exitCode = (await journey(asked)) ? 0 : 1
})

function readOptions() {
  const { values } = parseArgs({
    options: {
      meeting: { type: 'string' },
      all: { type: 'string' },
      database: { type: 'string' },
      json: { type: 'boolean', default: false },
      first: { type: 'string' },
      'no-model': { type: 'boolean', default: false },
    },
  })
  return values
}

async function journey(asked: Asked): Promise<boolean> {
  const say: Say = (text) => void (asked.json || process.stdout.write(`${text}\n`))
  const play = asked.all ? folderToPlay(asked, asked.all) : oneToPlay(asked) // a file that is none is told at once
  await using database = await scratchDatabase(asked.database)
  await using world = await startWorld({
    databaseUrl: database.url,
    ...(asked['no-model'] && { env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' } }),
  })
  say(`On ${database.where}; virtual time begins ${world.clock.now().toFormat('yyyy-MM-dd HH:mm')} UTC.`)
  const person = await arrive(world)
  say('A newcomer has set up the server, connected a Google calendar and confirmed the rules.\n')
  return await play(world, person, say) // before the world ends
}

type Play = (world: World, person: Person, say: Say) => Promise<boolean>

function oneToPlay(asked: Asked): Play {
  const file = asked.meeting ?? join(import.meta.dirname, '../sim/meetings/launch-checkpoint.vtt')
  const script = readMeeting(file)
  return async (world, person, say) => {
    const facts = await playRoad(world, person, script, (step) => say(stepLine(step)))
    say(verdict(facts))
    if (asked.json) process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
    return facts.ok
  }
}

function folderToPlay(asked: Asked, where: string): Play {
  const folder = resolve(where)
  const found = globSync('**/*.{vtt,json}', { cwd: folder }).map((file) => join(folder, file))
  const files = found
    .filter(looksLikeMeeting)
    .sort()
    .slice(0, asked.first ? Number(asked.first) : undefined)
  if (files.length === 0)
    throw new CannotStart(`There is no meeting below ${folder}: WebVTT files or QMSum JSON.`)
  return (world, person, say) => playFolder({ asked, folder, files, world, person, say })
}

type Folder = { asked: Asked; folder: string; files: string[]; world: World; person: Person; say: Say }

async function playFolder({ asked, folder, files, world, person, say }: Folder): Promise<boolean> {
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
