/** The only reader of bindings: what is missing or malformed is refused at the first request, in a sentence. */
import { parseUri, isLoopbackHost } from './kernel/uri.ts'
import { readMailConfig, type MailConfig, type MailEnv } from './mail_config.ts'
import type { Directory } from './objects/directory.ts'
import type { PendingRequests } from './objects/pending_requests.ts'
import type { ReplayGuard } from './objects/replay_guard.ts'
import type { Tenant } from './objects/tenant.ts'
import type { User } from './objects/user.ts'

export interface Env extends MailEnv {
  ISSUER: string
  ADMIN_TOKEN?: string
  MASTER_KEYS?: string
  MASTER_KEY_ID?: string
  DEBUG?: string
  OUTBOUND_ALLOW?: string
  KV: KVNamespace
  /** The files of `languages/`. */
  LANGUAGES: Fetcher
  USER: DurableObjectNamespace<User>
  DIRECTORY: DurableObjectNamespace<Directory>
  TENANT: DurableObjectNamespace<Tenant>
  REPLAY_GUARD: DurableObjectNamespace<ReplayGuard>
  PENDING_REQUESTS: DurableObjectNamespace<PendingRequests>
  REFUSALS: RateLimit
}

export interface Config {
  /** The issuer identifier, without a trailing slash; every URL of ours begins with it. */
  issuer: string
  /** Null closes the admin API. */
  adminToken: string | null
  /** `id:key,…` as the secret holds it; `crypto/master_keys.ts` reads it. */
  masterKeys: string
  masterKeyId: string
  debug: boolean
  /** Origins that outbound fetches may reach although they are local. Always empty where the issuer is not. */
  outboundAllow: readonly string[]
  /** Null where no mail is sent. */
  mail: MailConfig | null
}

/** @throws Error that says which binding is wrong and how to set it. */
export function readConfig(env: Env): Config {
  const issuer = readIssuer(env.ISSUER)
  return {
    issuer,
    adminToken: env.ADMIN_TOKEN?.trim() || null,
    masterKeys: required('MASTER_KEYS', env.MASTER_KEYS),
    masterKeyId: env.MASTER_KEY_ID?.trim() ?? '',
    debug: env.DEBUG === '1',
    outboundAllow: readOutboundAllow(env.OUTBOUND_ALLOW ?? '', issuer),
    mail: readMailConfig(env, issuer),
  }
}

/** A door into local networks (CWE-918) is for a provider that is local itself: a deployed one does not open with it. */
function readOutboundAllow(value: string, issuer: string): string[] {
  const origins = value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  if (origins.length > 0 && !isLoopbackHost(new URL(issuer).hostname)) {
    throw new Error('OUTBOUND_ALLOW is for development: remove it where ISSUER is not a local one')
  }
  if (origins.some((origin) => parseUri(origin)?.origin !== origin)) {
    throw new Error('OUTBOUND_ALLOW must be origins, comma separated: https://localhost:8443')
  }
  return origins
}

function required(name: string, value: string | undefined): string {
  if (!value?.trim()) throw new Error(`${name} is not set: run \`npx wrangler secret put ${name}\``)
  return value.trim()
}

/** "The issuer value is a case-sensitive URL using the https scheme", no query, no fragment (RFC 8414 §2). */
function readIssuer(value: string): string {
  const url = parseUri(value)
  const local = url !== undefined && url.protocol === 'http:' && isLoopbackHost(url.hostname)
  if (
    !url ||
    !(url.protocol === 'https:' || local) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash
  ) {
    throw new Error('ISSUER must be an https origin without a path, such as https://id.example.com')
  }
  return url.origin
}
