/** What a command of `liveconvo` is, and how it says what is wrong. */

export type Command = {
  /** What `liveconvo NAME --help` prints. */
  help: string
  /** Returns the exit code where it is not 0. What it throws as Wrong is printed as one sentence. */
  run(args: string[]): Promise<number | undefined>
}

/** Something that whoever typed the command can put right: 2 for the command itself, 1 for what it was given. */
export class Wrong extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.name = 'Wrong'
    this.exitCode = exitCode
  }
}

export const print = (line: string): boolean => process.stdout.write(`${line}\n`)
