/** The finished list of what participants did, read with patience (https://docs.recall.ai/docs/download-schemas). */
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Seen } from '#bots/life/people-seen.ts'
import type { BotAsSeen } from '#bots/recall/recall-answers.ts'

/** Where the lists lie: `not_ready` while one is still being made, null when none will come. */
export function peopleUrls({ recordings }: BotAsSeen): string[] | 'not_ready' | null {
  const urls = recordings.flatMap(({ peopleUrl }) => peopleUrl ?? [])
  if (recordings.some(({ peopleUrl, status }) => !peopleUrl && status === 'processing')) return 'not_ready'
  return urls.length > 0 ? urls : null
}

const Text = z.string().nullish().catch(null)
const Event = z.object({
  action: Text,
  participant: z
    .object({
      id: z.number().nullish().catch(null),
      name: Text,
      is_host: z.boolean().nullish().catch(null),
    })
    .nullish(),
  timestamp: z
    .object({ absolute: z.iso.datetime({ offset: true }).nullish().catch(null) })
    .nullish()
    .catch(null),
  data: z.object({ text: Text }).nullish().catch(null),
})
export const PeopleFile = z.array(Event)

const USED = ['join', 'leave', 'chat_message'] as const

/** What we keep of it: without a time of its own, nothing. */
export function seenOf(file: z.infer<typeof PeopleFile>): Seen[] {
  return file.flatMap(({ action, participant, timestamp, data }) => {
    const type = USED.find((used) => used === action)
    if (!type || !timestamp?.absolute) return []
    return [
      {
        type,
        participantId: participant?.id?.toString() ?? null,
        name: plain(participant?.name)?.trim() || null,
        isHost: participant?.is_host ?? false,
        text: plain(data?.text) ?? null,
        at: DateTime.fromISO(timestamp.absolute, { zone: 'utc' }),
      },
    ]
  })
}

/** Postgres cannot store NUL. */
const plain = (text: string | null | undefined) => text?.replaceAll('\0', '')
