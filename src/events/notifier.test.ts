import pg from 'pg'
import { expect, test, vi } from 'vitest'
import type { Numbered } from '#events/live.ts'
import { connectNotifier, type Growth } from '#events/notifier.ts'
import { createLog } from '#lib/log.ts'
import { freshDatabase } from '#test/database.ts'

const PATIENT = { timeout: 30_000, interval: 50 }
const change = (organizationId: string): Numbered => ({ organizationId, number: 1, topic: 'upcoming' })

test('a line to the others that is cut again and again is opened anew, one at a time, and closed for good', async () => {
  await using data = await freshDatabase()
  const log = createLog('silent')
  const [one, other] = [await connectNotifier(data.url, log), await connectNotifier(data.url, log)]
  const heard: Growth[] = []
  const own: Growth[] = []
  other.subscribe((growth) => void heard.push(growth))
  one.subscribe((growth) => void own.push(growth))
  const surgeon = new pg.Client({ connectionString: data.url })
  await surgeon.connect()
  const listening = async () => {
    const { rows } = await surgeon.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and query ~ 'notify' and pid != pg_backend_pid()",
    )
    return rows.map(({ pid }) => pid)
  }

  one.announce([change('a')])
  expect(own).toContainEqual(new Map([['a', [change('a')]]])) // at once, with what changed
  await vi.waitFor(() => expect(heard).toContainEqual(new Map([['a', []]])), PATIENT)

  for (let cut = 0; cut < 3; cut++) {
    const before = heard.length
    const pids = await listening()
    expect(pids).toHaveLength(2)
    await surgeon.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids])
    await vi.waitFor(async () => {
      expect(heard.slice(before)).toContain('all') // whatever was missed is looked for
      expect(await listening()).toHaveLength(2)
    }, PATIENT)
  }
  one.announce([change('b')])
  await vi.waitFor(() => expect(heard).toContainEqual(new Map([['b', []]])), PATIENT)

  const pids = await listening()
  await surgeon.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids])
  await Promise.all([one.close(), other.close()])
  await vi.waitFor(async () => expect(await listening()).toEqual([]), PATIENT)
  await surgeon.end()
})
