/**
 * Every outside call has crash points on both sides: before it, after its effect, and after that was saved (the commit
 * that follows). `outside()` puts them there; here an outside call that goes around it turns the build red.
 */
import { globSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { crashPoint, loadHarness, outside } from '#lib/crash-point.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const sources = globSync('src/**/*.ts', { exclude: ['**/*.test.ts', '**/*.gen.ts'] }).map(normalize)
const context = read('src/context.ts')

/** What opens a connection to somebody else: the global fetch, our wrapper around it, and the clients that we use. */
const CALLS_OUT = [
  /(?<![.\w])fetch\(/,
  /\bfrom '#lib\/http\.ts'/,
  /\bfrom '(node:(net|tls|http|https|dgram|http2)|nodemailer|openai|@googleapis\/[^']+|google-auth-library|@microsoft\/[^']+|openapi-typescript-fetch|undici|ws)(\/[^']*)?'/,
]

/** Connections that are no port, and why. */
const NO_PORT: Record<string, string> = {
  'src/lib/http.ts': 'the wrapper itself: whoever uses it is looked at',
  'src/lib/remote-clock.ts': 'the clock of the demo, read before anything runs',
  'src/lib/standard-webhooks.ts': 'node:http for a type: it verifies what came in',
  'src/config.ts': 'node:net for a check of addresses',
  'src/main.ts': 'a server: it is called',
  'src/api/server.ts': 'a server: it is called',
  'src/context.ts': 'where the ports are wrapped',
}
const OURS = /^src\/(api|db)\// // our own doors, and our own database

const factories = [...context.matchAll(/\boutside\('(\w+)', (\w+)\(/g)].map(([, port = '', make = '']) => ({
  port,
  make,
}))

describe('ports', () => {
  test('are wrapped where they are made, each under a name of its own', () => {
    expect(factories.length).toBeGreaterThanOrEqual(5)
    expect(new Set(factories.map(({ port }) => port)).size).toBe(factories.length)
    for (const { make } of factories)
      expect(`${make}: ${context.match(new RegExp(`\\b${make}\\(`, 'g'))?.length}`).toBe(`${make}: 1`)
  })

  test('are the only way out: whatever else opens a connection is a port without crash points', () => {
    const inside = new Set(factories.flatMap(({ make }) => [...reachableFrom(fileOf(make))]))
    const callers = sources.filter((file) => CALLS_OUT.some((call) => call.test(code(file))))
    expect(callers.length).toBeGreaterThan(5)
    expect(callers.filter((file) => !inside.has(file) && !NO_PORT[file] && !OURS.test(file))).toEqual([])
  })

  test('and every commit is a point, so that "saved" has two sides, too', () => {
    expect(read('src/db/db.ts')).toMatch(/crashPoint\('transaction:before-commit'\)/)
    expect(read('src/db/db.ts')).toMatch(/crashPoint\('transaction:committed'\)/)
  })
})

describe('a port that is wrapped', () => {
  afterEach(() => loadHarness(null))
  const port = outside('shop', { shelf: 3, buy: async (what: string) => `${what} bought` })

  test('is the same to its callers while nobody listens', async () => {
    expect(port.shelf).toBe(3)
    expect(await port.buy('milk')).toBe('milk bought')
    await crashPoint('nowhere')
  })

  test('tells the harness of each call by its name, and of each moment', async () => {
    const heard: string[] = []
    loadHarness({
      call(name, run) {
        heard.push(name)
        return run()
      },
      point: async (name) => void heard.push(name),
    })
    expect(await port.buy('milk')).toBe('milk bought')
    await crashPoint('the till')
    expect(heard).toEqual(['shop.buy', 'the till'])
  })

  test('dies where the harness says so, and its effect is not had', async () => {
    loadHarness({ call: () => new Promise(() => {}) as never, point: async () => {} })
    const outcome = await Promise.race([
      port.buy('milk'),
      new Promise((go) => setImmediate(go, 'still there')),
    ])
    expect(outcome).toBe('still there')
  })
})

/** Without comments: a sentence may speak of a fetch(). */
const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

function fileOf(make: string): string {
  const imported = new RegExp(`import \\{[^}]*\\b${make}\\b[^}]*\\} from '([^']+)'`).exec(context)?.[1]
  if (!imported) throw new Error(`context.ts does not import ${make}`)
  return resolved(imported, 'src/context.ts')
}

const resolved = (specifier: string, from: string) =>
  normalize(specifier.startsWith('#') ? `src/${specifier.slice(1)}` : join(from, '..', specifier))

/** The file and everything it imports for its values. */
function reachableFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !sources.includes(file)) return seen
  seen.add(file)
  for (const [, specifier = ''] of read(file).matchAll(/^import (?!type\b)[^']*'([#.][^']+)'/gm))
    reachableFrom(resolved(specifier, file), seen)
  return seen
}
