/** What the demo apps are told: the file that `npm start` writes, `.demo.json`. */
import { existsSync, readFileSync } from 'node:fs'
import type { JWK } from 'jose'

export interface Settings {
  /** Where Amphora is. */
  issuer: string
  /** Where the demo apps are, as the provider and the browser know it. */
  origin: string
  /** Seals cookies; at least 32 characters. */
  cookieSecret: string
  webHs256: { clientId: string; clientSecret: string }
  webEddsa: { clientId: string; privateKey: JWK }
  spa: { clientId: string; clientSecret: string }
  noBackend: { clientId: string }
}

/** From the file that `AMPHORA_DEMO_FILE` names, by default `.demo.json` in this folder. */
export function readSettings(path = process.env.AMPHORA_DEMO_FILE ?? '.demo.json'): Settings {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm start writes it`)
  return JSON.parse(readFileSync(path, 'utf8')) as Settings
}
