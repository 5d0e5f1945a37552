/** The key ring, a document of which a tenant has one: made by the jobs, moved on by the alarm or by an operator. */
import type { AuditEvent } from '../../domain/audit.ts'
import {
  ageKeyRing,
  distributeSealingKey,
  hastenRotation,
  keyChanges,
  lackingAlgorithms,
  missingKeys,
  nextSealingKeyId,
  publishSigningKey,
  revokeSigningKey,
  type KeyKind,
  type KeyRing,
} from '../../domain/key_ring.ts'
import { nowSeconds, type Seconds } from '../../kernel/clock.ts'
import type { SigningAlgorithm } from '../../spec/client_metadata.ts'
import type { JobsPort } from '../jobs_port.ts'
import { readDocument, writeDocument } from './documents.ts'
import type { Ledger } from './ledger.ts'
import type { Sql } from '../sql.ts'

export const readKeyRing = (sql: Sql): KeyRing => readDocument(sql, 'keys') as KeyRing

/** Moves every key on that is due, and has those made that are missing. */
export async function tendKeys(ledger: Ledger, jobs: JobsPort): Promise<void> {
  const ring = readKeyRing(ledger.sql)
  await storeKeyRing(ledger, ring, ageKeyRing(ring, nowSeconds()))
  for (const kind of missingKeys(readKeyRing(ledger.sql))) await makeKey(ledger, jobs, kind)
}

/** Whether nothing in the ring signs by some algorithm: it is of a version that knew fewer. */
export const isLacking = (sql: Sql): boolean => lackingAlgorithms(readKeyRing(sql)).length > 0

/** Has the first key of each of them made, which signs at once. */
export async function completeKeys(ledger: Ledger, jobs: JobsPort): Promise<void> {
  for (const alg of lackingAlgorithms(readKeyRing(ledger.sql))) await makeKey(ledger, jobs, alg)
}

/** Rotates on demand; a key that was made meanwhile by the alarm counts as well as one that is made for this. */
export async function rotateKey(
  ledger: Ledger,
  jobs: JobsPort,
  alg: SigningAlgorithm,
  revoke: boolean,
  audit: AuditEvent,
): Promise<KeyRing> {
  const lacksNext = missingKeys(readKeyRing(ledger.sql)).includes(alg)
  if (lacksNext && !ledger.wasMade(audit)) await makeKey(ledger, jobs, alg)
  const ring = readKeyRing(ledger.sql)
  if (ledger.wasMade(audit)) return ring
  const now = nowSeconds()
  const rotated = revoke ? revokeSigningKey(ring, alg, now) : hastenRotation(ring, alg, now)
  return storeKeyRing(ledger, ring, rotated, audit)
}

/** Takes a ring whose seals were renewed, unless anything else has happened to it. */
export async function resealKeys(
  ledger: Ledger,
  resealed: KeyRing,
  audit: AuditEvent,
): Promise<void> {
  const ring = readKeyRing(ledger.sql)
  if (ring.revision === resealed.revision) await storeKeyRing(ledger, ring, resealed, audit)
}

/** Has a next key made, and takes it in unless another was there first. The first of its algorithm signs at once. */
async function makeKey(ledger: Ledger, jobs: JobsPort, kind: KeyKind): Promise<void> {
  if (kind === 'sealing') {
    const id = nextSealingKeyId(readKeyRing(ledger.sql))
    const key = await jobs.generateSealingKey(ledger.tenant, id)
    const ring = readKeyRing(ledger.sql)
    await storeKeyRing(ledger, ring, distributeSealingKey(ring, key))
    return
  }
  const key = await jobs.generateSigningKey(ledger.tenant, kind)
  const ring = readKeyRing(ledger.sql)
  const published = publishSigningKey(ring, key)
  await storeKeyRing(ledger, ring, ageKeyRing(published, nowSeconds()))
}

async function storeKeyRing(
  ledger: Ledger,
  before: KeyRing,
  after: KeyRing,
  audit?: AuditEvent,
): Promise<KeyRing> {
  if (after === before && !audit) return before
  const events = keyEvents(before, after, nowSeconds())
  return ledger.change(['keys'], audit ? [audit, ...events] : events, (revision) => {
    const ring = { ...after, revision }
    writeDocument(ledger.sql, 'keys', ring)
    return ring
  })
}

const keyEvents = (before: KeyRing, after: KeyRing, now: Seconds): AuditEvent[] =>
  keyChanges(before, after).map(({ key, kind, became }) => ({
    id: `${key}:${became}`,
    at: now,
    event: `key.${became}`,
    actor: 'system',
    detail: { key, kind },
  }))
