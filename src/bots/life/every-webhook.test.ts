/** Every type of message that Recall publishes is taken, or set aside in words, where a copy of its catalogue lies beside. */
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { handleAll } from '#webhooks/handle.ts'
import { inbound } from '../../switchboard.ts'

const CATALOGUE = new URL('../../../../shared/data/recall/webhooks.json', import.meta.url)
const isThere = existsSync(CATALOGUE)
type Example = { event?: string; data: { bot?: { id: string }; bot_id?: string } }
type Published = { name: string; schemas: Record<string, { examples?: Example[] }> | null }
const published: Published[] = isThere ? JSON.parse(readFileSync(CATALOGUE, 'utf8')).data : []
const missing = isThere ? '' : ' (skipped: no copy of the catalogue in ../shared/data/recall)'
/** Of the generation before ours, whose bots have another shape; the workspace chooses. */
const OLDER = ['bot.status_change']

let room: BotsRoom
let meeting: Meeting
beforeAll(async () => {
  room = await botsRoom()
  meeting = await aMeeting(room, room.clock.now())
  await meeting.wish()
  await room.work()
})
afterAll(() => room[Symbol.asyncDispose]())

test.skipIf(!isThere)(`the catalogue has 57 types${missing}`, () => {
  expect(published).toHaveLength(57)
})

test.skipIf(!isThere).each(published)(
  '$name is taken or set aside, never parked',
  async ({ name, schemas }) => {
    const [bot] = await meeting.bots()
    const [example] = Object.values(schemas ?? {}).flatMap(({ examples }) => examples ?? [])
    const body = structuredClone(example ?? { data: {} })
    if (body.data.bot && bot?.recallBotId) body.data.bot.id = bot.recallBotId
    const claimed = {
      ...{ id: 1, sender: 'recall', messageId: name, eventType: name, headers: {}, attempts: 1 },
      ...{ body: Buffer.from(JSON.stringify({ event: name, ...body })), receivedAt: room.clock.now() },
    }
    const [ended] = await room.db.asSystem((tx) => handleAll(tx, { ...room.needs, inbound }, [claimed]))
    if (!OLDER.includes(name)) expect(ended?.outcome).toMatch(/^(done|ignored: )/)
  },
)
