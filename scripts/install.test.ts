import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './lib/root.ts'

type Locked = Record<string, { version: string; optionalDependencies?: Record<string, string> }>

// npm leaves an optional package out of the lockfile when the registry did not have it at that moment (another
// platform's binary, published minutes later), and then refuses that lockfile on every fresh clone.
test('the lockfile names every optional package, those of other platforms too', () => {
  const { packages }: { packages: Locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
})
