/**
 * /healthz: this process answers. /readyz: it can also serve, which needs the database; and which model writes and which
 * embedder finds by meaning, by name, null where there is none.
 */

import type { RequestHandler } from 'express'
import { sql } from 'kysely'
import type { ApiNeeds } from '#api/needs.ts'
import { requestId } from '#api/problem.ts'

export const healthz: RequestHandler = (_req, res) => void res.json({ status: 'ok' })

export const readyz =
  ({ db, log, model, embedder }: Pick<ApiNeeds, 'db' | 'log' | 'model' | 'embedder'>): RequestHandler =>
  async (_req, res) => {
    try {
      await db.asSystem((tx) => sql`select 1`.execute(tx))
      res.json({ status: 'ok', model: model?.name ?? null, embedder: embedder?.name ?? null })
    } catch (err) {
      log.warn({ err, requestId: requestId(res) }, 'not ready: the database does not answer')
      res.status(503).json({ status: 'unavailable', detail: 'The database does not answer' })
    }
  }
