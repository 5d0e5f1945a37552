/** Makes the keys of a ring, and opens a ring for use. Private halves are sealed wherever they rest. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { KeyRing, SealingKeyRecord, SigningKeyRecord } from '../domain/key_ring.ts'
import type { Seconds } from '../kernel/clock.ts'
import { base64url, fromBase64url } from '../kernel/encoding.ts'
import type { TenantId } from '../kernel/ids.ts'
import { parseJsonObject } from '../kernel/json.ts'
import { randomBytes } from '../kernel/random.ts'
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../spec/client_metadata.ts'
import {
  isSealedByCurrent,
  openUnderMasterKey,
  sealUnderMasterKey,
  type MasterKeys,
} from './master_keys.ts'
import { importBaseKey, type Place } from './sealed_field.ts'
import type { OpenSealingKey, OpenSigningKey, TenantKeys } from './tenant_keys.ts'

/** Each algorithm has keys of its own: RS256 and PS256 never share one, though both could sign with it (RFC 8725 §3.1). */
const GENERATION = {
  RS256: { modulusLength: 2048, extractable: true },
  PS256: { modulusLength: 2048, extractable: true },
  ES256: { extractable: true },
  EdDSA: { crv: 'Ed25519', extractable: true },
} as const satisfies { [alg in SigningAlgorithm]: object }

/** A tenant's first ring: one current key of each kind, and the three that never rotate. Makes RSA keys: a job. */
export async function generateKeyRing(
  masterKeys: MasterKeys,
  tenant: TenantId,
  now: Seconds,
): Promise<KeyRing> {
  const signing = SIGNING_ALGORITHMS.map((alg) => generateSigningKey(masterKeys, tenant, alg, now))
  return {
    schema: 1,
    tenant,
    signing: (await Promise.all(signing)).map((key) => ({ ...key, state: 'current' })),
    sealing: [
      { ...(await generateSealingKey(masterKeys, tenant, 1, now)), state: 'current' as const },
    ],
    nameKey: await sealNewBytes(masterKeys, placeOf(tenant, 'nameKey')),
    pairwiseKey: await sealNewBytes(masterKeys, placeOf(tenant, 'pairwiseKey')),
    restKey: await sealNewBytes(masterKeys, placeOf(tenant, 'restKey')),
    revision: 0,
  }
}

/** A signing key that shall sign later. Its `kid` is its thumbprint (RFC 7638), its state `next`. */
export async function generateSigningKey(
  masterKeys: MasterKeys,
  tenant: TenantId,
  alg: SigningAlgorithm,
  now: Seconds,
): Promise<SigningKeyRecord> {
  const pair = await generateKeyPair(alg, GENERATION[alg])
  const publicJwk = await exportJWK(pair.publicKey)
  const privateJwk = await exportJWK(pair.privateKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  return {
    kid,
    alg,
    state: 'next',
    publicJwk: { ...publicJwk, kid, alg, use: 'sig' },
    sealed: await sealUnderMasterKey(masterKeys, JSON.stringify(privateJwk), placeOf(tenant, kid)),
    createdAt: now,
    since: now,
  }
}

/** A sealing key that shall seal later. */
export async function generateSealingKey(
  masterKeys: MasterKeys,
  tenant: TenantId,
  id: number,
  now: Seconds,
): Promise<SealingKeyRecord> {
  const sealed = await sealNewBytes(masterKeys, placeOf(tenant, `sealing-${id}`))
  return { id, state: 'next', sealed, createdAt: now, since: now }
}

/**
 * Opens a ring: each key is imported once, none can be taken out again.
 * @throws Error where a master key is missing or something in the ring does not open
 */
export async function openKeyRing(masterKeys: MasterKeys, ring: KeyRing): Promise<TenantKeys> {
  const bytes = async (sealed: string, row: string): Promise<Uint8Array<ArrayBuffer>> => {
    const text = await openUnderMasterKey(masterKeys, sealed, placeOf(ring.tenant, row))
    const found = fromBase64url(text)
    if (found?.length !== 32) throw new Error(`the key ring's ${row} is malformed`)
    return found
  }
  const sealing = async ({ id, state, sealed }: SealingKeyRecord): Promise<OpenSealingKey> => ({
    id,
    state,
    key: await importBaseKey(await bytes(sealed, `sealing-${id}`)),
  })
  return {
    tenant: ring.tenant,
    revision: ring.revision,
    signing: await Promise.all(ring.signing.map((key) => openSigningKey(masterKeys, ring, key))),
    sealing: await Promise.all(ring.sealing.map(sealing)),
    nameKey: await importHmacKey(await bytes(ring.nameKey, 'nameKey')),
    pairwiseKey: await importHmacKey(await bytes(ring.pairwiseKey, 'pairwiseKey')),
    restKey: await importBaseKey(await bytes(ring.restKey, 'restKey')),
  }
}

/** The ring with all that is sealed by another master key than the current one sealed anew; undefined if nothing is. */
export async function resealKeyRing(
  masterKeys: MasterKeys,
  ring: KeyRing,
): Promise<KeyRing | undefined> {
  const seals = [ring.nameKey, ring.pairwiseKey, ring.restKey]
  const everySeal = [...seals, ...[...ring.signing, ...ring.sealing].map((key) => key.sealed)]
  if (everySeal.every((seal) => seal === null || isSealedByCurrent(masterKeys, seal))) {
    return undefined
  }
  const reseal = async (sealed: string, row: string): Promise<string> => {
    const place = placeOf(ring.tenant, row)
    const text = await openUnderMasterKey(masterKeys, sealed, place)
    return sealUnderMasterKey(masterKeys, text, place)
  }
  const signing = ring.signing.map(async (key) => ({
    ...key,
    sealed: key.sealed === null ? null : await reseal(key.sealed, key.kid),
  }))
  const sealing = ring.sealing.map(async (key) => ({
    ...key,
    sealed: await reseal(key.sealed, `sealing-${key.id}`),
  }))
  return {
    ...ring,
    signing: await Promise.all(signing),
    sealing: await Promise.all(sealing),
    nameKey: await reseal(ring.nameKey, 'nameKey'),
    pairwiseKey: await reseal(ring.pairwiseKey, 'pairwiseKey'),
    restKey: await reseal(ring.restKey, 'restKey'),
  }
}

async function openSigningKey(
  masterKeys: MasterKeys,
  ring: KeyRing,
  { kid, alg, state, publicJwk, sealed }: SigningKeyRecord,
): Promise<OpenSigningKey> {
  const publicKey = await importKey(publicJwk, alg)
  if (sealed === null) return { kid, alg, state, publicJwk, publicKey, privateKey: null }
  const text = await openUnderMasterKey(masterKeys, sealed, placeOf(ring.tenant, kid))
  const privateJwk = parseJsonObject(text)
  if (!privateJwk) throw new Error(`the private key ${kid} is malformed`)
  return { kid, alg, state, publicJwk, publicKey, privateKey: await importKey(privateJwk, alg) }
}

async function importKey(jwk: JWK, alg: SigningAlgorithm): Promise<CryptoKey> {
  const key = await importJWK(jwk, alg, { extractable: false })
  if (key instanceof Uint8Array) throw new Error('a signing key is never symmetric')
  return key
}

const importHmacKey = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

const sealNewBytes = (masterKeys: MasterKeys, place: Place): Promise<string> =>
  sealUnderMasterKey(masterKeys, base64url(randomBytes(32)), place)

const placeOf = (tenant: TenantId, row: string): Place => ({
  tenant,
  table: 'key_ring',
  row,
  field: 'sealed',
})
