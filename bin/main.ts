/** The command line. A new command is a file in commands/ and a line in `commands`; it is loaded only when it is asked for. */
import { type Command, print, Wrong } from './command.ts'

type Entry = { about: string; load: () => Promise<{ command: Command }> }

const commands: Record<string, Entry> = {
  ask: {
    about: 'answer a question out of the transcripts in a folder, with their lines',
    load: () => import('./commands/ask.ts'),
  },
  eval: {
    about: 'measure notes, answers and search against what people wrote',
    load: () => import('./commands/eval.ts'),
  },
  explain: {
    about: 'say whether a bot joins a meeting under some rules, and why',
    load: () => import('./commands/explain.ts'),
  },
  link: {
    about: 'find the meeting link in a text, an HTML body or an event',
    load: () => import('./commands/link.ts'),
  },
  summarize: {
    about: 'take notes of a transcript, each with the lines that it rests on',
    load: () => import('./commands/summarize.ts'),
  },
}

process.exitCode = await run(process.argv.slice(2))

async function run([name = '--help', ...args]: string[]): Promise<number> {
  try {
    if (name === '--help' || name === '-h' || name === 'help') return say(overview())
    const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!entry) throw new Wrong(`There is no command '${name}'.\n\n${overview()}`, 2)
    const { command } = await entry.load()
    if (args.includes('--help') || args.includes('-h')) return say(command.help)
    return (await command.run(args)) ?? 0
  } catch (error) {
    return explained(error)
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map(({ length }) => length))
  const list = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`)
  return ['Usage: liveconvo COMMAND [OPTIONS]', '', ...list, '', 'liveconvo COMMAND --help says more.'].join(
    '\n',
  )
}

function say(text: string): number {
  print(text)
  return 0
}

/** A wrong option is node:util's to find; anything else is a bug and keeps its stack. */
function explained(error: unknown): number {
  const isOption =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (!(error instanceof Wrong) && !isOption) throw error
  console.error(error.message)
  return error instanceof Wrong ? error.exitCode : 2
}
