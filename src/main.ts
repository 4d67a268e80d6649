/**
 * Starts the product: web (answers people and providers) and worker (does what follows), together or as two
 * processes: `npm run web`, `npm run worker`. `npm start` (scripts/start.ts) brings a database and calls runProduct.
 */
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from '#api/server.ts'
import { needsSetUp, setUpToken } from '#auth/set-up.ts'
import { startDueTimer } from '#bots/converging/due-timer.ts'
import { type Config, ConfigProblems, readConfig } from '#config.ts'
import { startSweeps } from '#jobs/sweeps.ts'
import { CannotStart } from '#lib/cannot-start.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { startGuiding } from '#pipeline/guiding/start-guiding.ts'
import { startDrain } from '#webhooks/drain.ts'
import { type Context, createContext } from './context.ts'
import { inbound } from './switchboard.ts'
import { allJobs, allSweeps } from './workload.ts'

export type Part = 'web' | 'worker'
export type RunOptions = { parts?: readonly Part[]; clock?: Clock; log?: Log; publicUrl?: string }

/** Start the parts; resolves when they serve. `setUpLink` is set while nobody has an account. */
export async function runProduct(config: Config, options: RunOptions = {}) {
  const parts = options.parts ?? ['web', 'worker']
  const publicUrl = options.publicUrl ?? config.publicUrl ?? `http://127.0.0.1:${config.port}`
  const context = await createContext({ config, ...options, publicUrl })
  const stops: (() => Promise<unknown>)[] = []
  try {
    if (parts.includes('web')) stops.push(await startWeb(context))
    stops.push(startDrain({ ...context, inbound }))
    if (parts.includes('worker')) stops.push(...(await startWorker(context)))
  } catch (error) {
    await context.close()
    throw error
  }

  return {
    context,
    url: `http://127.0.0.1:${config.port}`,
    setUpLink: (await context.db.asSystem(needsSetUp))
      ? `${publicUrl}/setup?token=${setUpToken(context.vault)}`
      : null,
    /** Take nothing more, finish what runs, close everything. */
    async stop() {
      for (const stop of stops) await stop()
      await context.close()
    },
  }
}

async function startWeb(context: Context) {
  const { port, host } = context.config
  const server = createHttpServer(createServer(context))
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new CannotStart(`Port ${port} is taken. Choose another one: PORT=3001 npm start`)
  })
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections() // event streams would keep it open for ever
    await closed
  }
}

async function startWorker(context: Context) {
  await context.jobs.work(allJobs, context)
  const stopSweeps = startSweeps(allSweeps, context, context)
  const stopTimer = startDueTimer(context)
  const { model, config } = context
  const stopGuiding = startGuiding({ ...context, model: config.modelHints === 'live' ? model : null })
  return [stopGuiding, stopSweeps, stopTimer]
}

/** `node src/main.ts web|worker`: one part against DATABASE_URL. */
async function runFromCommandLine(parts: Part[]) {
  const product = await runProduct(readConfig(process.env), { parts })
  product.context.log.info({ parts, url: product.url }, 'ready')
  if (product.setUpLink) product.context.log.info({ setUpLink: product.setUpLink }, 'make the first account')
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await product.stop()
      process.exit(0)
    })
}

if (import.meta.main) {
  const asked = process.argv.slice(2).filter((part): part is Part => part === 'web' || part === 'worker')
  await runFromCommandLine(asked.length > 0 ? asked : ['web', 'worker']).catch((error: unknown) => {
    if (!(error instanceof ConfigProblems || error instanceof CannotStart)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
}
