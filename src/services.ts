/** Makes the world of one request: the bindings of `env.ts` behind the typed handles of `stores/`. */
import { readMasterKeys } from './crypto/master_keys.ts'
import { readConfig, type Env } from './env.ts'
import { nowSeconds } from './kernel/clock.ts'
import { MAIN_TENANT, newAttemptId } from './kernel/ids.ts'
import { randomToken } from './kernel/random.ts'
import type { MailConfig } from './mail_config.ts'
import { cloudflareMailer, httpMailer, outboxMailer } from './notify/mail/mailer.ts'
import type { AdminWorld } from './stores/admin_world.ts'
import { createDevices } from './stores/devices.ts'
import { createDirectories } from './stores/directories.ts'
import { createGuards } from './stores/guards.ts'
import { createLanguages } from './stores/languages.ts'
import { createLog } from './stores/log.ts'
import type { Mailer } from './stores/mailer.ts'
import { createOutbound, type Outbound } from './stores/outbound.ts'
import { createOutbox } from './stores/outbox.ts'
import { createPendings } from './stores/pendings.ts'
import { createRegistry } from './stores/registry.ts'
import { isolateMemory } from './stores/registry_memory.ts'
import { newTally } from './stores/tally.ts'
import { createTenants } from './stores/tenants.ts'
import { createUsers } from './stores/users.ts'

/** What the platform says of a request, beside the request itself. */
interface Arrival {
  request: Request
  defer(work: Promise<unknown>): void
}

/** @throws Error where a binding is missing or malformed; it says which, and how to set it */
export function createWorld(env: Env, { request, defer }: Arrival): AdminWorld {
  const config = readConfig(env)
  const tenant = MAIN_TENANT
  const now = nowSeconds()
  const requestId = requestIdOf(request)
  const tally = newTally()
  const log = createLog(requestId, config.debug)
  const memory = isolateMemory(tenant)
  const colo = typeof request.cf?.['colo'] === 'string' ? request.cf['colo'] : 'local'
  const country = request.cf?.['country']
  const outbound = createOutbound({ issuer: config.issuer, allow: config.outboundAllow })
  const outbox = config.mail?.by === 'outbox' ? createOutbox(env.KV) : null
  return {
    issuer: config.issuer,
    tenant,
    now,
    attempt: newAttemptId(),
    requestId,
    ip: request.headers.get('CF-Connecting-IP') ?? '',
    ...(typeof country === 'string' && { country }),
    registry: createRegistry({
      namespace: env.TENANT,
      kv: env.KV,
      tenant,
      memory,
      now,
      tally,
      log,
      defer,
      masterKeys: () => readMasterKeys(config.masterKeys, config.masterKeyId),
    }),
    tenants: createTenants(env.TENANT, tenant, tally, () => memory.changesMade++),
    users: createUsers(env.USER, tenant, tally),
    directories: createDirectories(env.DIRECTORY, tenant, tally),
    guards: createGuards(env.REPLAY_GUARD, tenant, tally),
    pendings: createPendings(env.PENDING_REQUESTS, tenant, tally, colo),
    devices: createDevices(env.PENDING_REQUESTS, tenant, tally),
    outbound,
    languages: createLanguages(env.LANGUAGES, log),
    mailer: outbox ? outboxMailer(outbox) : createMailer(config.mail, outbound),
    outbox,
    adminToken: config.adminToken,
    log,
    tally,
    refusals: { isOverLimit: async (key) => !(await env.REFUSALS.limit({ key })).success },
    defer,
  }
}

function createMailer(config: MailConfig | null, outbound: Outbound): Mailer | null {
  switch (config?.by) {
    case 'cloudflare':
      return cloudflareMailer(config.binding, config.from)
    case 'http':
      return httpMailer(outbound, config)
    default:
      return null
  }
}

/** The platform's own id, where there is one that looks like it: a client may send the header too. */
function requestIdOf(request: Request): string {
  const ray = request.headers.get('CF-Ray') ?? ''
  return /^[0-9a-f]{16}(-[A-Z]{3})?$/.test(ray) ? ray : randomToken(12)
}
