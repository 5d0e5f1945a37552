/**
 * Work that Durable Objects may not do themselves: make keys, write KV, carry events from one object to another, tell
 * clients, send mail.
 */
import { WorkerEntrypoint } from 'cloudflare:workers'
import { generateKeyRing, generateSealingKey, generateSigningKey } from './crypto/key_ring.ts'
import { readMasterKeys, type MasterKeys } from './crypto/master_keys.ts'
import type { AuditEvent } from './domain/audit.ts'
import type { LetGo } from './domain/let_go.ts'
import type { LogoutNotice } from './domain/logout_notice.ts'
import type { MailNotice } from './domain/mail_notice.ts'
import type { KeyRing, SealingKeyRecord, SigningKeyRecord } from './domain/key_ring.ts'
import { readConfig, type Env } from './env.ts'
import { nowSeconds } from './kernel/clock.ts'
import type { TenantId } from './kernel/ids.ts'
import { deliverMail } from './notify/mail/deliver_mail.ts'
import type { JobsPort, ProjectionWrite } from './objects/jobs_port.ts'
import { tellClient } from './protocol/logout/back_channel.ts'
import { createWorld } from './services.ts'
import type { SigningAlgorithm } from './spec/client_metadata.ts'
import type { AdminWorld } from './stores/admin_world.ts'
import { createDirectories } from './stores/directories.ts'
import { createLog, type Log } from './stores/log.ts'
import { newTally } from './stores/tally.ts'
import { createTenants } from './stores/tenants.ts'

export class Jobs extends WorkerEntrypoint<Env> implements JobsPort {
  async generateKeyRing(tenant: TenantId): Promise<KeyRing> {
    return generateKeyRing(await this.#masterKeys(), tenant, nowSeconds())
  }

  async generateSigningKey(tenant: TenantId, alg: SigningAlgorithm): Promise<SigningKeyRecord> {
    return generateSigningKey(await this.#masterKeys(), tenant, alg, nowSeconds())
  }

  async generateSealingKey(tenant: TenantId, id: number): Promise<SealingKeyRecord> {
    return generateSealingKey(await this.#masterKeys(), tenant, id, nowSeconds())
  }

  async writeProjections(writes: ProjectionWrite[]): Promise<string[]> {
    const written = await Promise.allSettled(writes.map((write) => this.#writeProjection(write)))
    const failed = writes.filter((_, index) => written[index]?.status === 'rejected')
    if (failed.length > 0)
      this.#log().event('kv_not_written', { keys: failed.map(({ key }) => key) })
    return written.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  }

  async deliverAudit(tenant: TenantId, events: AuditEvent[]): Promise<void> {
    await createTenants(this.env.TENANT, tenant, newTally()).appendAudit(events)
  }

  async releaseNames({ tenant, sub, names }: LetGo): Promise<void> {
    const directories = createDirectories(this.env.DIRECTORY, tenant, newTally())
    const releases = names.map(({ kind, name, revision }) =>
      directories.release(kind, name, { sub, revision }),
    )
    await Promise.all(releases)
  }

  async deliverLogout(notice: LogoutNotice): Promise<boolean> {
    return tellClient(this.#world(), notice)
  }

  async deliverMail(mail: MailNotice): Promise<boolean> {
    return deliverMail(this.#world(), mail)
  }

  #world(): AdminWorld {
    const request = new Request(readConfig(this.env).issuer)
    const defer = (work: Promise<unknown>) => this.ctx.waitUntil(work)
    return createWorld(this.env, { request, defer })
  }

  async #writeProjection({ key, value, forgetAfter }: ProjectionWrite): Promise<string> {
    await this.env.KV.put(key, value, forgetAfter === null ? {} : { expirationTtl: forgetAfter })
    return key
  }

  #log(): Log {
    return createLog('jobs', readConfig(this.env).debug)
  }

  #masterKeys(): Promise<MasterKeys> {
    const { masterKeys, masterKeyId } = readConfig(this.env)
    return readMasterKeys(masterKeys, masterKeyId)
  }
}
