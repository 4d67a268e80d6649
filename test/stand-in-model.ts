/** The OpenAI stand-in over real HTTP, for tests of what asks a model: its name chooses how it behaves (sim/openai/scenes.ts). */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { DateTime } from 'luxon'
import type { ManualClock } from '#lib/manual-clock.ts'
import type { Model } from '#pipeline/model/model.ts'
import { modelOverHttp } from '#pipeline/model/openai.ts'
import { type OpenaiCall, openaiSim } from '../sim/openai/openai.ts'
import { openStore } from '../sim/store.ts'

const KEY = 'a key for tests'

export type StandInModel = AsyncDisposable & {
  baseUrl: string
  apiKey: string
  named(model: string): Model
  /** What it was asked, newest first. */
  calls(): OpenaiCall[]
}

export async function standInModel(clock: ManualClock): Promise<StandInModel> {
  const simClock = {
    now: () => clock.now().toMillis(),
    at: (ms: number, run: () => void) => clock.at(DateTime.fromMillis(ms), run),
  }
  const sim = openaiSim({ clock: simClock, store: openStore(null), apiKey: KEY })
  const server = express().use('/openai', sim.router).listen(0, '127.0.0.1')
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo // on a port, not a pipe
  const baseUrl = `http://127.0.0.1:${port}/openai/v1`
  return {
    ...{ baseUrl, apiKey: KEY },
    named: (model) => modelOverHttp({ apiKey: KEY, baseUrl, model }),
    calls: sim.calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
