/**
 * What an object asks of `jobs.ts`: all that takes a key, a fetch or a KV write. Every job may be asked for twice; what
 * it makes counts only when the object has taken it in.
 */
import type { AuditEvent } from '../domain/audit.ts'
import type { KeyRing, SealingKeyRecord, SigningKeyRecord } from '../domain/key_ring.ts'
import type { LetGo } from '../domain/let_go.ts'
import type { LogoutNotice } from '../domain/logout_notice.ts'
import type { MailNotice } from '../domain/mail_notice.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

/** One value for KV. */
export interface ProjectionWrite {
  key: string
  value: string
  /** When KV may forget it; null for never. */
  forgetAfter: number | null
}

export interface JobsPort {
  generateKeyRing(tenant: TenantId): Promise<KeyRing>
  generateSigningKey(tenant: TenantId, alg: SigningAlgorithm): Promise<SigningKeyRecord>
  generateSealingKey(tenant: TenantId, id: number): Promise<SealingKeyRecord>
  /** Writes to KV; answers the keys that were written. */
  writeProjections(writes: ProjectionWrite[]): Promise<string[]>
  /** Hands security events to the tenant's audit, which keeps each id once. */
  deliverAudit(tenant: TenantId, events: AuditEvent[]): Promise<void>
  /** Lets go of names that a person's record says no more. */
  releaseNames(letGo: LetGo): Promise<void>
  /** Tells a client that a session has ended. Answers whether there is nothing left to do. */
  deliverLogout(notice: LogoutNotice): Promise<boolean>
  /** Writes and sends a mail. Answers whether there is nothing left to do. */
  deliverMail(mail: MailNotice): Promise<boolean>
}

/** The Worker's own `Jobs` entrypoint, reached by loopback. */
export const jobsOf = (ctx: DurableObjectState): JobsPort =>
  (ctx.exports as unknown as { Jobs: JobsPort }).Jobs
