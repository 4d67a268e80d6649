/** Where a command reads from: a file, or what is piped into it. */
import { readFileSync } from 'node:fs'
import { Wrong } from './command.ts'

/** The text of the file; `-`, or no file at all, is the standard input. */
export function readInput(file: string | undefined): string {
  if (file !== undefined && file !== '-') return readText(file)
  if (process.stdin.isTTY && file === undefined)
    throw new Wrong('Name a file, or pipe something in; `-` waits for what you type.', 2)
  return readText(0)
}

function readText(from: string | 0): string {
  try {
    return readFileSync(from, 'utf8')
  } catch (error) {
    throw new Wrong(`${from === 0 ? 'The standard input' : from} cannot be read: ${reasonOf(error)}`)
  }
}

const said: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'not allowed',
}
const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? (said[String(error.code)] ?? error.message) : String(error)
