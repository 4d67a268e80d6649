import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

function scratch() {
  const dir = mkdtempSync(join(tmpdir(), 'liveconvo-folder-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test('makes a folder with its parents, and finds it again', () => {
  const dir = join(scratch(), 'a b/c/é')
  makeFolder(dir)
  makeFolder(dir)
  expect(statSync(dir).isDirectory()).toBe(true)
})

test('a file in the way is the system’s error', () => {
  const file = join(scratch(), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'below'))).toThrow(/EEXIST|ENOTDIR/)
})

test.runIf(existsSync('/proc/self'))('returns from a place where no folder can be made', () => {
  expect(() => makeFolder('/proc/liveconvo/data')).toThrow(/ENOENT|EACCES|EPERM/)
})
