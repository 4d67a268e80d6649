/** What the routes may use. The context provides it; a test may provide less. */
import type { Auth, SendMail } from '#auth/auth.ts'
import type { Recall } from '#bots/recall/recall.ts'
import type { CalendarProvider, RecallCalendars } from '#calendar/providers/provider.ts'
import type { Config } from '#config.ts'
import type { Db } from '#db/db.ts'
import type { Notifier } from '#events/notifier.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import type { Vault } from '#lib/vault.ts'
import type { Model } from '#pipeline/model/model.ts'
import type { Prices } from '#pipeline/model/usage.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'

export type Caller = {
  userId: string
  email: string
  fullName: string
  isOperator: boolean
  organizationId: string
  role: 'owner' | 'admin' | 'member'
}

export type ApiNeeds = {
  config: Config
  db: Db
  clock: Clock
  jobs: Queue
  log: Log
  vault: Vault
  notifier: Notifier
  auth: Auth
  /** Lets the next sign-up of this address through: the set-up link is being used for it. */
  expectSetUp: (email: string) => Disposable
  /** Null where mail is off. */
  sendMail: SendMail | null
  recall: Recall | null
  /** Null without one: rules write, and words alone are searched. */
  model: Model | null
  modelPrices: Prices | null
  embedder: Embedder | null
  /** Calendar providers; null where the operator has given no keys. */
  google: CalendarProvider | null
  microsoft: CalendarProvider | null
  recallCalendars: RecallCalendars | null
  /** Secret ICS addresses. */
  ics?: CalendarProvider | null
  /** The demo's pages beside the product; null elsewhere. */
  demoLinks: { mailbox: string; standIns: string } | null
  /** Paths of fonts for PDFs beside our own. */
  pdfFonts: readonly string[]
  /** This server's address as people and providers see it, without a slash at the end. */
  publicUrl: string
}
