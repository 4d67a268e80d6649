/** What a bot says in the chat when it comes in: who called it, what it does, how to stop it. Pure. */

/** Meet takes no more (https://docs.recall.ai/docs/sending-chat-messages). */
export const LONGEST_GREETING = 500
const LONGEST_NAME = 60

/** The link is never cut: it is what the message is for. */
export function greetingOf(botName: string, calledBy: string | null, stopUrl: string): string {
  const who = calledBy ? ` for ${clipped(calledBy)}` : ''
  const text =
    `Hello, this is ${clipped(botName)}. I record this meeting and write down what is said${who}. ` +
    `Anybody here may stop me, without an account: `
  return `${text.slice(0, LONGEST_GREETING - stopUrl.length)}${stopUrl}`
}

const clipped = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name)
