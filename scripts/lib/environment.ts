/** The environment of a command: the variables it was given, over those of `.env` in the repository's root. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { root } from './root.ts'

export type Env = Record<string, string | undefined>

/** Throws CannotStart that names every line of `.env` which is not `NAME=value`. */
export function readEnvironment(file = join(root, '.env'), given: Env = process.env): Env {
  if (!existsSync(file)) return given
  const text = readText(file)
  const broken = brokenLines(text)
  if (broken.length > 0)
    throw new CannotStart(
      `${file} has lines that are not NAME=value:\n${broken.map(([number, line]) => `  line ${number}: ${line}`).join('\n')}`,
    )
  return { ...parseEnv(text), ...given }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new CannotStart(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

/** Node's parser skips what it does not understand, and a setting would be lost in silence. Values stay unprinted. */
export function brokenLines(text: string): [number, string][] {
  const blanked = text.replace(
    /=[ \t]*(["'`])[\s\S]*?\1/g,
    (value) => `=${value.replace(/[^\n]/g, '').replace(/\n/g, '\n#')}`,
  )
  return blanked.split('\n').flatMap((line, index): [number, string][] => {
    if (/^\s*(#.*)?$/.test(line)) return []
    if (!/^\s*(export\s+)?[A-Za-z_]\w*\s*=/.test(line)) return [[index + 1, hideValue(line)]]
    return /=\s*["'`]/.test(line) ? [[index + 1, `${hideValue(line)} (a quote that is never closed)`]] : []
  })
}

const hideValue = (line: string) =>
  `${line.split(/[=:]/)[0]?.trim().slice(0, 40)}${/[=:]/.test(line) ? '…' : ''}`
