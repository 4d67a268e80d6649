/** The account that the demo is signed in with; its password is made once and stays on this machine. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type DemoLogin = { email: string; password: string }

export function readDemoLogin(dataDir: string): DemoLogin {
  const file = join(dataDir, 'demo-login.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) // ours: written below
  const login = { email: 'maya@northwind.example', password: randomBytes(9).toString('base64url') }
  writeFileSync(file, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 })
  return login
}
