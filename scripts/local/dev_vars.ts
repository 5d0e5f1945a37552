/** `.dev.vars`: the secrets of a local Amphora, made at random by the first start and kept. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'

export interface DevVars {
  adminToken: string
  /** Whether `DEBUG=1` asks for the provider's log in the terminal. */
  isDebug: boolean
}

/** Reads the file, and writes one first where there is none. */
export function prepareDevVars(path: string): DevVars {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, newDevVars(), { mode: 0o600 })
  }
  const { ADMIN_TOKEN: adminToken, DEBUG: debug } = parseEnv(readFileSync(path, 'utf8'))
  if (!adminToken) throw new Error(`${path} has no ADMIN_TOKEN: add one, or delete the file`)
  return { adminToken, isDebug: debug === '1' }
}

const newDevVars =
  (): string => `# Secrets of this machine alone, made by npm start. Deployed ones are set with wrangler.
ADMIN_TOKEN=${randomBytes(24).toString('base64url')}
MASTER_KEYS=local:${randomBytes(32).toString('base64url')}
# 1 writes the reason of every refusal to the log, which is then shown. Never a secret.
DEBUG=
`
