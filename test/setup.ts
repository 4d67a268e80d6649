/** Once per run: a Postgres (TEST_DATABASE_URL, or the embedded one in a scratch folder) and a migrated template. */
import type { TestProject } from 'vitest/node'
import { startScratchPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { installQueue } from '#jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { allJobs } from '../src/workload.ts'
import { administer, TEST_APP_PASSWORD, withDatabase } from './database.ts'
import { dropDatabase } from './drop-database.ts'

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
    await dropDatabase((statement) => administer(server.url, statement), name)
    await server.stop()
  }
}

async function serverFor(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  return startScratchPostgres(createLog('silent'))
}
