/** The built web app: files with a hash in their name for ever, everything else never; any other path is a page of it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import { Refusal } from '#lib/errors.ts'

const YEAR_MS = 365 * 86_400_000

export function webApp(folder: string): Router {
  const router = Router()
  const index = join(folder, 'index.html')
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  )
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get(/.*/, (req, res, next) => {
    if (!req.accepts('html') || !existsSync(index)) return next(new Refusal('not_found'))
    res.set('cache-control', 'no-cache').sendFile(index)
  })
  return router
}
