// The stand-ins as a process of their own: settings from the environment, one line when ready, a clean stop.
import type { SimOptions } from './world.ts'
import { startSims } from './world.ts'

const sims = await startSims(optionsFrom(process.env))
console.log(`sims ready ${sims.url} ${sims.smtpUrl || '-'}`)

let isStopping = false
async function stop() {
  if (isStopping) return
  isStopping = true
  await sims.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
if (process.env.SIM_EXIT_WITH_PARENT === '1') {
  process.on('disconnect', stop)
  process.stdin.on('end', stop).on('error', stop).resume()
}

function optionsFrom(env: NodeJS.ProcessEnv): SimOptions {
  return {
    dir: env.SIM_DIR ?? null,
    port: Number(env.SIM_PORT ?? 0),
    smtpPort: Number(env.SIM_SMTP_PORT ?? 0),
    appUrl: env.SIM_APP_URL ?? 'http://127.0.0.1:3000',
    demo: env.SIM_DEMO === '1',
    secrets: {
      recallApiKey: env.SIM_RECALL_API_KEY ?? 'sim-recall-key',
      recallWebhookSecret:
        env.SIM_RECALL_WEBHOOK_SECRET ?? `whsec_${btoa('a secret for this machine alone')}`,
      googleClientId: env.SIM_GOOGLE_CLIENT_ID ?? 'sim-google-client',
      googleClientSecret: env.SIM_GOOGLE_CLIENT_SECRET ?? 'sim-google-secret',
      microsoftClientId: env.SIM_MICROSOFT_CLIENT_ID ?? 'sim-microsoft-client',
      microsoftClientSecret: env.SIM_MICROSOFT_CLIENT_SECRET ?? 'sim-microsoft-secret',
      openaiApiKey: env.SIM_OPENAI_API_KEY ?? 'sim-openai-key',
    },
  }
}
