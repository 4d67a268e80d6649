import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { problems } from '#api/problem.ts'
import { stopPage } from '#api/stop-page.ts'
import { askCommand } from '#bots/commands/ask-command.ts'
import { runCommandJob } from '#bots/commands/job.ts'
import { keepSeen } from '#bots/life/people-seen.ts'
import { greetingOf, LONGEST_GREETING } from '#bots/manners/greeting.ts'
import { stopUrlOf } from '#bots/manners/stop-token.ts'
import { botTimeline } from '#bots/reads.ts'
import { saveBotSettings } from '#bots/settings.ts'
import { newId } from '#lib/ids.ts'
import { type Cases, casesIn } from '#test/bot-cases.ts'
import type { Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { commands, consents, deliver, lines, recordedFrom, said } from '#test/told.ts'

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

  test('where it is kept: no word that was spoken after the no, as it comes in', async () => {
    const meeting = await running()
    const before = await said(meeting)
    expect(before.length).toBeGreaterThan(0)
    await fetch(chat(meeting).link, { method: 'POST' })
    const no = room.clock.now()
    await room.until(no.plus({ minutes: 1 })) // nobody has told the bot yet: it goes on listening
    await cases.pass(meeting, 1)
    const inbox = await room.inbox()
    const late = inbox.filter(({ outcome }) => outcome?.includes('after somebody had said no'))
    expect(late.length).toBeGreaterThan(3)
    const from = await recordedFrom(meeting)
    const kept = await said(meeting)
    expect(kept.slice(0, before.length)).toEqual(before)
    for (const { start } of kept) expect(start).toBeLessThan(no.diff(from ?? no).as('seconds'))
  })

  test('is in the ledger when it stands in the chat, and not when the bot records', async () => {
    const meeting = await running(TALK, { organizationId: '', isAnnounced: false })
    expect(await consents(meeting)).toEqual([])
    const [bot] = await meeting.bots()
    const { organizationId } = meeting
    const at = room.clock.now().minus({ seconds: 3 })
    const wrote = (text: string) =>
      meeting.see((tx) =>
        keepSeen(tx, room.clock, bot?.id ?? '', [
          { type: 'chat_message', participantId: '1', name: 'LiveConvo', isHost: false, text, at },
        ]),
      )
    await wrote(`Somebody else's ${stopUrlOf(room.needs, { organizationId, sessionId: newId() })}`)
    expect(await consents(meeting)).toEqual([])
    const ours = stopUrlOf(room.needs, { organizationId, sessionId: bot?.sessionId ?? '' })
    await wrote(`Hello: ${ours}`)
    await wrote(`Again: ${ours}`)
    expect(await consents(meeting)).toMatchObject([{ kind: 'announced', saidBy: 'bot' }])
  })

  test('that did not reach the chat is sent once more; until it is there, the ledger does not say so', async () => {
    const meeting = await running(TALK, { organizationId: '', isAnnounced: false })
    const [bot] = await meeting.bots()
    const remark = (seconds: number, message: string) =>
      deliver(room, {
        event: 'bot.log',
        data: {
          bot_id: bot?.recallBotId,
          log: { created_at: room.clock.now().plus({ seconds }), level: 'error', message, output_id: null },
        },
      })
    expect(await remark(0, 'Failed to send chat message')).toBe('done')
    expect(await remark(0, 'Failed to send chat message')).toContain('ignored')
    expect(await remark(1, 'The chat is closed to guests')).toBe('done')
    expect(await commands(meeting)).toMatchObject([{ kind: 'chat', userId: null, status: 'planned' }])
    expect(await consents(meeting)).toEqual([])
    await runCommands(meeting)
    await room.drain()
    expect(chat(meeting).said).toContain('/stop/')
    await room.until(room.clock.now().plus({ seconds: 5 }))
    expect(await consents(meeting)).toMatchObject([{ kind: 'announced' }])
    const timeline = await meeting.see((tx) => botTimeline(tx, bot?.id ?? ''))
    expect(timeline.map(({ sentence }) => sentence)).toContain('Recall remarks: Failed to send chat message')
  })

  test('leads nowhere when it is cut or made up', async () => {
    const meeting = await running()
    const { link } = chat(meeting)
    for (const wrong of [link.slice(0, -1), `${url}/stop/x.y`, `${url}/stop/${'a'.repeat(5_000)}`])
      for (const method of ['GET', 'POST']) expect((await fetch(wrong, { method })).status).toBe(404)
    const seen = await fetch(`${url}/stop/x.y`, { headers: { accept: 'text/html,*/*' } })
    expect([seen.status, await seen.text()]).toEqual([404, expect.stringContaining('link is not complete')])
    expect(seen.headers.get('content-type')).toContain('text/html')
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

  test('to write into the chat that Recall could not deliver says so on its receipt', async () => {
    const meeting = await running()
    await ask(meeting, 'chat', 'We start in a minute.')
    const [bot] = await meeting.bots()
    const log = { created_at: room.clock.now(), level: 'error', message: 'Chat is disabled by the host' }
    await deliver(room, { event: 'bot.log', data: { bot_id: bot?.recallBotId, log } })
    expect(await commands(meeting)).toMatchObject([
      { status: 'refused', detail: 'Recall could not deliver it: Chat is disabled by the host' },
    ])
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
