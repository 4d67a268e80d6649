import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { problems } from '#api/problem.ts'
import { stopPage } from '#api/stop-page.ts'
import { askCommand } from '#bots/commands/ask-command.ts'
import { runCommandJob } from '#bots/commands/job.ts'
import { greetingOf, LONGEST_GREETING } from '#bots/manners/greeting.ts'
import { saveBotSettings } from '#bots/settings.ts'
import { type Cases, casesIn } from '#test/bot-cases.ts'
import type { Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
let cases: Cases
let url: string
let close: () => void
beforeAll(async () => {
  room = await botsRoom()
  cases = casesIn(room)
  const server = express().use('/stop', stopPage(room.needs)).use(problems(room.log)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port, not on a pipe
  close = () => server.close()
})
afterAll(async () => {
  close()
  await room[Symbol.asyncDispose]()
})
beforeEach(() => cases.reset())

const TALK = 'play=launch-checkpoint&sim=lobby:5'
const commands = ({ see }: Meeting) => see((tx) => tx.selectFrom('botCommands').selectAll().execute())
const consents = ({ see }: Meeting) =>
  see((tx) =>
    tx
      .selectFrom('sessionConsents')
      .select(['kind', 'saidBy', 'consequence'])
      .orderBy('occurredAt')
      .execute(),
  )
const lines = async ({ see }: Meeting) =>
  (await see((tx) => tx.selectFrom('transcripts').select('id').execute())).length

async function running(
  link = TALK,
  settings: Parameters<typeof saveBotSettings>[2] | null = null,
): Promise<Meeting> {
  const meeting = await cases.booked(0, link)
  if (settings)
    await meeting.see((tx) =>
      saveBotSettings(tx, room.clock, { ...settings, organizationId: meeting.organizationId }),
    )
  await cases.pass(meeting, 2)
  expect(await cases.states(meeting)).toEqual(['recording'])
  return meeting
}
/** What stands in the chat, and the link in it, on our server. */
function chat(meeting: Meeting) {
  const said = cases.atRecall(meeting)[0]?.chatSent[0]?.text ?? ''
  return { said, link: said.replace(/^.*https?:\/\/[^/]+/, url) }
}
async function runCommands(meeting: Meeting): Promise<void> {
  for (const { id, organizationId } of await commands(meeting))
    await runCommandJob.run(room.needs, { organizationId, commandId: id })
}

describe('the link in the chat', () => {
  test('comes with who called the bot, in five hundred characters, under the organization’s name for it', async () => {
    const meeting = await running(TALK, { organizationId: '', botName: 'Acme Notes' })
    const { said } = chat(meeting)
    expect(said).toMatch(/^Hello, this is Acme Notes\. .* for .*https?:\/\/\S+\/stop\/\S+$/)
    expect(said.length).toBeLessThanOrEqual(LONGEST_GREETING)
    expect(await consents(meeting)).toMatchObject([{ kind: 'announced', saidBy: 'bot' }])
  })

  test('shows a page and changes nothing; its button stops the bot for good, and says so in the ledger', async () => {
    const meeting = await running()
    const { link } = chat(meeting)
    const page = await (await fetch(link)).text()
    expect(page).toContain('<form method="post">')
    expect(page).not.toContain('<script')
    await cases.pass(meeting, 0.5)
    expect(await cases.states(meeting)).toEqual(['recording'])

    const answers = await Promise.all([1, 2, 3].map(() => fetch(link, { method: 'POST' })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await cases.pass(meeting, 1)
    expect(await meeting.bots()).toMatchObject([{ state: 'done', unwantedBecause: 'stopped_by_participant' }])
    await meeting.wish({ joinAt: cases.inMinutes(30) })
    await cases.pass(meeting, 1)
    expect(await meeting.bots()).toHaveLength(1)
    expect((await consents(meeting)).slice(1)).toEqual([
      { kind: 'objected', saidBy: 'participant', consequence: expect.stringContaining('is kept') },
    ])
    expect(await lines(meeting)).toBeGreaterThan(0)
    expect(await (await fetch(link)).text()).toContain('The recording is stopped')
  })

  test('where the organization deletes after a no: nothing is left, here or at Recall', async () => {
    const meeting = await running(TALK, { organizationId: '', afterObjection: 'delete' })
    expect(await lines(meeting)).toBeGreaterThan(0)
    await fetch(chat(meeting).link, { method: 'POST' })
    await runCommands(meeting) // too early: the bot is still there
    await cases.pass(meeting, 2)
    await runCommands(meeting)
    expect(await commands(meeting)).toMatchObject([{ kind: 'delete_media', status: 'done' }])
    expect(await lines(meeting)).toBe(0)
    const [bot] = cases.atRecall(meeting)
    expect(bot?.recordings).toMatchObject([{ status: { code: 'deleted' } }])
    expect((await consents(meeting)).map(({ kind }) => kind)).toEqual(['announced', 'objected', 'deleted'])
  })

  test('leads nowhere when it is cut or made up', async () => {
    const meeting = await running()
    const { link } = chat(meeting)
    for (const wrong of [link.slice(0, -1), `${url}/stop/x.y`, `${url}/stop/${'a'.repeat(5_000)}`])
      for (const method of ['GET', 'POST']) expect((await fetch(wrong, { method })).status).toBe(404)
    expect(await cases.states(meeting)).toEqual(['recording'])
  })

  test('is never cut, however long the names are', () => {
    const long = greetingOf(
      'N'.repeat(100),
      'P'.repeat(300),
      `https://notes.acme.test/stop/${'t'.repeat(120)}`,
    )
    expect(long.length).toBeLessThanOrEqual(LONGEST_GREETING)
    expect(long).toContain('t'.repeat(120))
  })
})

describe('a command', () => {
  const ask = async (
    meeting: Meeting,
    kind: 'pause' | 'resume' | 'chat' | 'delete_media',
    message?: string,
  ) => {
    const [bot] = await meeting.bots()
    const { organizationId, ownerUserId: userId } = meeting
    const asked = { organizationId, sessionId: bot?.sessionId ?? '', userId, kind, message }
    await meeting.see((tx) => askCommand(tx, room, asked))
    await runCommands(meeting)
    await cases.pass(meeting, 0.5)
  }

  test('pauses, goes on, writes into the chat once, and refuses what cannot be', async () => {
    const meeting = await running()
    await ask(meeting, 'pause')
    expect(await cases.states(meeting)).toEqual(['in_call'])
    await expect(ask(meeting, 'pause')).rejects.toThrow('not recording')
    await ask(meeting, 'resume')
    expect(await cases.states(meeting)).toEqual(['recording'])
    cases.faults().next = [{ fault: 'lost_answer', group: 'command' }]
    await ask(meeting, 'chat', 'We start in a minute.').catch(() => runCommands(meeting))
    await runCommands(meeting)
    const written = cases.atRecall(meeting)[0]?.chatSent.filter(({ text }) => text.startsWith('We start'))
    expect(written).toHaveLength(1)
    await expect(ask(meeting, 'delete_media')).rejects.toThrow('still running')
  })

  test('deletes the media with a receipt; what was written down stays', async () => {
    const meeting = await running('play=launch-checkpoint&sim=lobby:5,kick:130')
    await cases.pass(meeting, 2)
    await ask(meeting, 'delete_media')
    const [bot] = await meeting.bots()
    expect(await commands(meeting)).toMatchObject([
      {
        status: 'done',
        userId: meeting.ownerUserId,
        detail: expect.stringContaining(bot?.recallBotId ?? '-'),
      },
    ])
    expect(await lines(meeting)).toBeGreaterThan(0)
  })
})
