/** The built web app: files with a hash in their name for ever, everything else never; any other path is a page of it. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'
import { firstSight } from '#api/first-sight.ts'
import { inScript, type PageData } from '#api/page-data.ts'
import { Refusal } from '#lib/errors.ts'

const YEAR_MS = 365 * 86_400_000
/** The place in index.html for what is known. */
const NOTHING_KNOWN = 'id="known">null<'
/** The place for what can be read before any script runs. */
const NOTHING_SHOWN = 'id="root"><'

/** A page that knows its person is kept by nobody. */
export function webApp(folder: string, knownTo: PageData): Router {
  const router = Router()
  const index = join(folder, 'index.html')
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  )
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get(/.*/, async (req, res, next) => {
    if (!req.accepts('html') || !existsSync(index)) return next(new Refusal('not_found'))
    const known = await knownTo(req)
    if (!known) return void res.set('cache-control', 'no-cache').sendFile(index)
    const page = (await readFile(index, 'utf8'))
      .replace(NOTHING_KNOWN, () => `id="known">${inScript(known)}<`)
      .replace(NOTHING_SHOWN, () => `id="root">${firstSight(known)}<`)
    res.set('cache-control', 'no-store').type('html').send(page)
  })
  return router
}
