/** What a person does at the pages again and again. */
import type { DateTime } from 'luxon'
import type { Page } from 'playwright-core'
import type { World } from '#test/world.ts'

export const MAYA = { email: 'maya@northwind.example', password: 'correct horse battery staple' }

export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('E-mail address').fill(MAYA.email)
  await page.getByLabel('Password').fill(MAYA.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('navigation', { name: 'Pages' }).first().waitFor()
}

type Planned = {
  title: string
  start: DateTime
  minutes?: number
  play?: string
  people?: string[]
  description?: string
}

/** A meeting in Maya's calendar; with a script, people speak in it, and its lobby keeps a bot for 20 seconds. */
export async function plan(world: World, planned: Planned) {
  const { title, start, minutes = 30, play, people = [], description } = planned
  const query = new URLSearchParams({ pwd: 'Zk1', sim: 'lobby:20', at: String(start.toUnixInteger()) })
  if (play) query.set('play', play)
  const room = 80_000_000_000 + (start.toUnixInteger() % 1_000_000) * 100 + title.length
  const [id] = world.sims.google.addEvent({
    title,
    startsAt: start.toMillis(),
    endsAt: start.plus({ minutes }).toMillis(),
    link: `https://us02web.zoom.us/j/${room}?${query}`,
    people: [MAYA.email, ...people],
    ...(description !== undefined && { description }),
  })
  await world.settle()
  return id ?? ''
}
