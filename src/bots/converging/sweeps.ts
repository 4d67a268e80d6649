/** What time alone causes in this room. */
import { askAboutSilent, type ReconcileNeeds } from '#bots/converging/reconcile.ts'
import { sweepStrays } from '#bots/converging/sweep-strays.ts'
import type { BotNeeds } from '#bots/types.ts'
import { defineSweep } from '#jobs/define.ts'
import { isRefusal } from '#lib/errors.ts'

type Needs = Omit<ReconcileNeeds, 'recall'> & Pick<BotNeeds, 'recall'>

/** Both directions, every five minutes and soon after the start. */
export const reconcileBots = defineSweep({
  name: 'bots.reconcile',
  everySeconds: 300,
  atStart: true,
  async run(needs: Needs) {
    const { recall, log } = needs
    if (!recall) return
    await askAboutSilent({ ...needs, recall })
    await sweepStrays({ ...needs, recall }).catch((err: unknown) => {
      if (!isRefusal(err)) throw err
      log.warn({ err }, 'Recall does not list its bots; the next sweep asks again')
    })
  },
})
