/** Once per run: a Postgres (TEST_DATABASE_URL, or the embedded one in a scratch folder) and a migrated template. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { installQueue } from '#jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { allJobs } from '../src/workload.ts'
import { administer, TEST_APP_PASSWORD, withDatabase } from './database.ts'

export default async function setup(project: TestProject) {
  const server = await serverFor()
  const name = `template_${process.pid}`
  await administer(server.url, `create database ${name}`)
  const template = withDatabase(server.url, name)
  await migrate({
    ownerUrl: template,
    appPassword: TEST_APP_PASSWORD,
    installQueue: (ownerUrl) => installQueue(ownerUrl, allJobs),
  })
  project.provide('template', template)
  return async () => {
    await administer(server.url, `drop database ${name} with (force)`)
    await server.stop()
  }
}

async function serverFor(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const dataDir = await mkdtemp(join(tmpdir(), 'liveconvo-test-'))
  const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent') })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
