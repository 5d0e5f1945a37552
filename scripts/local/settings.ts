/** Where everything of a local Amphora is: ports, addresses, and the files that it keeps between starts. */
import { join, resolve } from 'node:path'
import { isLoopbackHost } from '../../src/kernel/uri.ts'

export interface LocalSettings {
  /** Of the provider, on 127.0.0.1. */
  port: number
  demoPort: number
  issuer: string
  /** How this machine itself reaches the provider, whatever stands in front of it. */
  providerOrigin: string
  demoOrigin: string
  /** Origins that the provider may fetch from although they are local; empty: what `.dev.vars` says. */
  outboundAllow: string
  /** How mail is sent: into the outbox, where the issuer is a local one; empty: what `.dev.vars` says. */
  mail: string
  files: LocalFiles
}

export interface LocalFiles {
  /** Of wrangler: the storage of objects and KV. */
  storage: string
  /** The secrets, as wrangler reads them. */
  devVars: string
  /** What was seeded: demo clients with their keys, and the demo person. */
  demo: string
}

/**
 * From the environment: `PORT` (8000), `DEMO_PORT` (3000), `ISSUER` (http://localhost:PORT), `OUTBOUND_ALLOW`, `MAIL`
 * (`outbox`), and `AMPHORA_STATE`, a folder for all that is kept instead of this one.
 */
export function localSettings(env = process.env): LocalSettings {
  const port = portOf('PORT', env.PORT, 8000)
  const demoPort = portOf('DEMO_PORT', env.DEMO_PORT, 3000)
  const issuer = env.ISSUER ?? `http://localhost:${port}`
  return {
    port,
    demoPort,
    issuer,
    providerOrigin: `http://127.0.0.1:${port}`,
    // Another site than localhost, so that cookies behave as they will between an app and its provider.
    demoOrigin: `http://127.0.0.1:${demoPort}`,
    outboundAllow: env.OUTBOUND_ALLOW ?? '',
    mail: env.MAIL ?? (isLocal(issuer) ? 'outbox' : ''),
    files: localFiles(env.AMPHORA_STATE),
  }
}

export function localFiles(folder = process.env.AMPHORA_STATE): LocalFiles {
  const root = resolve(folder ?? '.')
  return {
    storage: join(root, '.wrangler', 'state'),
    devVars: join(root, '.dev.vars'),
    demo: join(root, '.demo.json'),
  }
}

const isLocal = (issuer: string): boolean =>
  URL.canParse(issuer) && isLoopbackHost(new URL(issuer).hostname)

function portOf(name: string, value: string | undefined, otherwise: number): number {
  const port = Number(value ?? otherwise)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${name} must be a port number, not ${value}`)
  }
  return port
}
