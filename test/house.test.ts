/** The walls of ARCHITECTURE.md, as tests: a rule in a document rots, a rule that turns red cannot be crossed. */
import { globSync, readFileSync } from 'node:fs'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { beforeAll, describe, expect, test } from 'vitest'

const floor = ['lib', 'db', 'jobs', 'events']
/** Which rooms a room may import from, types included. What is not listed is a wall. */
const doors: Record<string, string[]> = {
  lib: [],
  db: ['lib'],
  jobs: ['lib', 'db'],
  events: ['lib', 'db', 'jobs'],
  sessions: floor,
  mail: [...floor, 'sessions'],
  auth: [...floor, 'mail'],
  transfer: [...floor, 'sessions', 'pipeline'],
  billing: [...floor, 'sessions'],
  bots: [...floor, 'billing', 'mail', 'sessions'],
  calendar: [...floor, 'billing', 'bots', 'sessions'],
  documents: [...floor, 'sessions'],
  pipeline: [...floor, 'billing', 'bots', 'documents', 'sessions', 'mail'],
  briefs: [...floor, 'calendar', 'documents', 'pipeline', 'sessions'],
  webhooks: floor,
  api: [
    ...floor,
    'auth',
    'billing',
    'bots',
    'briefs',
    'calendar',
    'documents',
    'mail',
    'pipeline',
    'sessions',
    'transfer',
    'webhooks',
  ],
}
/** Two files of src itself are read by rooms, for types only: the configuration's shape. */
const open = new Set(['src/config.ts'])

type Edge = { from: string; to: string; circular: boolean; dynamic: boolean }
let edges: Edge[]

beforeAll(async () => {
  const { output } = await cruise(['src', 'web/src', 'sim'], options, undefined, {
    tsConfig: extractTSConfig('tsconfig.json'),
  })
  const { modules } = output as ICruiseResult // without an outputType the answer is the object
  edges = modules.flatMap(({ source, dependencies }) =>
    dependencies.map((d) => ({ from: source, to: d.resolved, circular: d.circular, dynamic: d.dynamic })),
  )
}, 60_000)

const options = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '\\.test\\.tsx?$' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
  },
}

const room = (path: string) => path.match(/^src\/([^/]+)\//)?.[1]
const between = (list: Edge[]) => list.map(({ from, to }) => `${from} → ${to}`)

describe('the house', () => {
  test('was read: there are imports between rooms to judge', () => {
    expect(
      edges.filter(({ from, to }) => room(from) && room(to) && room(from) !== room(to)).length,
    ).toBeGreaterThan(50)
  })

  test('rooms use doors, not walls', () => {
    const walls = edges.filter(({ from, to }) => {
      const here = room(from)
      if (!here || !to.startsWith('src/') || open.has(to)) return false
      const there = room(to)
      return there !== here && !(there && doors[here]?.includes(there))
    })
    expect(between(walls)).toEqual([])
  })

  test("a room's store is its own", () => {
    const peeking = edges.filter(({ from, to }) => to.endsWith('/store.ts') && room(from) !== room(to))
    expect(between(peeking)).toEqual([])
  })

  test('nothing imports in a circle', () => {
    expect(between(edges.filter(({ circular }) => circular))).toEqual([])
  })

  test('the stand-ins share no code with the product', () => {
    const shared = edges.filter(({ from, to }) => from.startsWith('sim/') && /^(src|web|db)\//.test(to))
    expect(between(shared)).toEqual([])
    const back = edges.filter(({ from, to }) => /^(src|web)\//.test(from) && to.startsWith('sim/'))
    expect(between(back)).toEqual([])
  })

  test('the browser takes only types from the API', () => {
    const files = globSync('web/src/**/*.{ts,tsx}')
    const values = files.filter((file) =>
      /^import (?!type )[^;]*?from '(#|\.\.\/\.\.\/src)/m.test(readFileSync(file, 'utf8')),
    )
    expect(values).toEqual([])
  })
})

const sources = globSync('src/**/*.ts', { exclude: ['**/*.test.ts'] })
const offenders = (pattern: RegExp, except: string[] = []) =>
  sources.filter((file) => !except.includes(file) && pattern.test(readFileSync(file, 'utf8')))

describe('habits', () => {
  test('only the clock reads the wall clock', () => {
    const clocks = ['src/lib/clock.ts', 'src/lib/remote-clock.ts']
    expect(offenders(/Date\.now\(\)|new Date\(\)|DateTime\.(now|utc|local)\(\)/, clocks)).toEqual([])
  })

  test('no session-level setting: it would leak to the next user of the connection', () => {
    expect(offenders(/set_config\([^)]*,\s*false\)|['"`]\s*set role/i)).toEqual([])
  })

  test('no file is longer than 250 lines', () => {
    const all = globSync([
      'src/**/*.{ts,tsx}',
      'web/src/**/*.{ts,tsx}',
      'sim/**/*.ts',
      'scripts/**/*.ts',
      'test/**/*.ts',
    ])
    const long = all.filter(
      (file) => !file.includes('.gen.') && readFileSync(file, 'utf8').split('\n').length > 251,
    )
    expect(long).toEqual([])
  })
})
