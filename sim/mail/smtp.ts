// The SMTP side: takes what it is given on loopback, and can be told to misbehave.
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type Envelope = { from: string; to: string[] }
export type SmtpKnobs = {
  /** SMTP code for the answer to the next messages (550 for good, 451 for now), or null to accept again. */
  refuse: number | null
  /** Takes the next message, keeps it, and hangs up without saying so: the sender cannot know. Once. */
  dropAfterData: boolean
}

const MAX_MESSAGE_BYTES = 25_000_000

export type Smtp = { url: string; idle(): Promise<void>; close(): Promise<void> }

/** Any user and password are right, and none are needed. `port` 0 takes a free one. */
export async function listenSmtp(
  port: number,
  knobs: SmtpKnobs,
  keep: (raw: Buffer, envelope: Envelope) => void,
): Promise<Smtp> {
  const arriving = new Set<Promise<void>>()
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    onData(stream, session, done) {
      const arrival = read(stream).then((raw) => take(raw, session, done), notWhole)
      arriving.add(arrival)
      void arrival.finally(() => arriving.delete(arrival))
    },
  })
  server.on('error', () => {}) // a sender that hangs up is its own affair

  function take(
    raw: Buffer,
    session: SMTPServerSession,
    done: (error?: Error | null, message?: string) => void,
  ) {
    if (knobs.refuse)
      return done(Object.assign(new Error('The mailbox says no'), { responseCode: knobs.refuse }))
    keep(raw, envelopeOf(session))
    if (!knobs.dropAfterData) return done(null, 'Kept')
    knobs.dropAfterData = false
    for (const connection of server.connections) if (connection.session === session) connection.close()
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  // A TCP server that listens has an address with a port.
  const address = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    idle: async () => void (await Promise.all(arriving)),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

/** The sender went away in the middle of a message: nobody waits for an answer, and there is nothing to keep. */
const notWhole = () => {}

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const envelopeOf = ({ envelope }: SMTPServerSession): Envelope => ({
  from: envelope.mailFrom ? envelope.mailFrom.address : '',
  to: envelope.rcptTo.map(({ address }) => address),
})
