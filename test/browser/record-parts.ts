/** A hint for a meeting that runs, and its letters kept to be looked at. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '#lib/ids.ts'
import type { Browser } from '#test/browser-session.ts'
import type { FreshDatabase } from '#test/database.ts'
import type { World } from '#test/world.ts'

type There = { data: FreshDatabase; world: World; maya: Browser }

/** One that no rule takes back, because a model gave it. */
export async function aHint({ data, world, maya }: There, sessionId: string) {
  const { organization } = await maya.api('GET /v1/me')
  const organizationId = organization?.id ?? ''
  const now = world.clock.now()
  await data.db.asOrganization(organizationId, (tx) =>
    tx
      .insertInto('guidance')
      .values({
        ...{ organizationId, sessionId, id: newId(), guidanceType: 'clarify', guidanceKey: 'by hand' },
        ...{ content: 'Until when?', transcriptIds: '[]', writtenBy: 'a-model', createdAt: now },
        expiresAt: now.plus({ hours: 1 }),
      })
      .execute(),
  )
}

/** The letters as they arrived, beside the pictures. */
export function keepLetters(world: World) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  for (const [at, { html }] of world.sims.mail.messages().entries())
    writeFileSync(join(folder, `letter-${at}.html`), html ?? '')
}
