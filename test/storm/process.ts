/**
 * The product as one process: the real rooms, ports and doors, wired as context.ts wires them, over the storm's clock,
 * queue and network. It can die at any moment, and another one begins where the database stands.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Counter, Registry } from 'prom-client'
import { hooks } from '#api/hooks.ts'
import { callBudget } from '#bots/recall/call-budget.ts'
import type { Config } from '#config.ts'
import { type AnyTx, connect, type Db } from '#db/db.ts'
import { settling } from '#events/settle.ts'
import type { Clock } from '#lib/clock.ts'
import { createLog, type Log } from '#lib/log.ts'
import { createVault } from '#lib/vault.ts'
import { providers } from '../../src/context.ts'
import { reactions } from '../../src/switchboard.ts'
import { talkLess } from './fewer-trips.ts'
import { counted, type Fibre, fibre, never, runAs } from './fibre.ts'
import { mutex } from './mutex.ts'
import { stormQueue } from './queue.ts'

export type Process = Awaited<ReturnType<typeof startProcess>>

type Options = {
  config: Config
  secret: string
  databaseUrl: string
  publicUrl: string
  clock: Clock
  number: number
  log?: Log
}

export async function startProcess(options: Options) {
  const { config, clock, publicUrl, number } = options
  const life = { isDead: false }
  const death = Promise.withResolvers<void>()
  const log = options.log ?? createLog('silent')
  const db = connect(`${options.databaseUrl}?application_name=storm-${number}`, { poolSize: 4 })
  const clients = new Set<{ end(): Promise<void> }>()
  db.pool.on('connect', (client) => {
    clients.add(client)
    talkLess(client)
  })
  const jobs = stormQueue(clock)
  db.onCommit(settling({ reactions, needs: { jobs, clock, publicUrl }, clock, announce: () => {} }))
  const vault = createVault([options.secret])
  const inARow = oneAtATime(db, life)
  const ports = providers(config, callBudget(inARow, clock))
  const notifier = { announce: () => {}, murmur: () => {} } // nobody watches a page here
  const needs = { ...ports, ...{ config, publicUrl, clock, log, vault, db: inARow, jobs, notifier } }
  const server = await openDoors(needs, life)

  return {
    needs,
    number,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    get isDead() {
      return life.isDead
    },
    /** Settles when it has died. */
    died: death.promise,
    die() {
      life.isDead = true
      death.resolve()
    },
    /** A fibre of this process. */
    fibre: (label: string) => fibreOf(life, label),
    /** What the operating system does when a process is gone: everything it held is closed. */
    async remove() {
      life.isDead = true
      ports.mailer?.close()
      server.closeAllConnections()
      server.close()
      for (const client of clients) void client.end().catch(() => {})
    },
  }
}

/** Transactions come one after the other, so that what happens does not depend on who is faster. */
function oneAtATime(db: Db, life: { isDead: boolean }): Db {
  const inOrder = mutex()
  const open = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = fibre()
    if (life.isDead) return never()
    if (!mine) return inOrder(work)
    if (mine.isInTransaction) return work() // a transaction inside another takes a second connection, and no turn
    mine.effect.transactions++
    const ours = () =>
      inOrder(() => (life.isDead ? never<T>() : runAs({ ...mine, isInTransaction: true }, work)))
    return counted(mine, ours).finally(() => void mine.effect.transactions--)
  }
  return {
    ...db,
    asOrganization: <T>(id: string, work: (tx: never) => Promise<T>) =>
      open(() => db.asOrganization(id, work as (tx: AnyTx) => Promise<T>)),
    asSystem: <T>(work: (tx: never) => Promise<T>) =>
      open(() => db.asSystem(work as (tx: AnyTx) => Promise<T>)),
  } as Db // the same doors, in a row
}

async function openDoors(needs: Parameters<typeof hooks>[0], process: { isDead: boolean }): Promise<Server> {
  const registers = [new Registry()]
  const refused = new Counter({ name: 'refused', help: '-', labelNames: ['sender', 'why'], registers })
  const knock = hooks(needs, { refused })
  const doors = createServer((request, response) =>
    runAs(fibreOf(process, 'door'), () => knock(request, response)),
  ).listen(0, '127.0.0.1')
  await once(doors, 'listening')
  return doors
}

const fibreOf = (process: { isDead: boolean }, label: string): Fibre => ({
  ...{ label, process, port: null, isInTransaction: false },
  effect: { unsaved: null, open: 0, transactions: 0, turn: mutex() },
})
