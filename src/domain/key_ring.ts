/**
 * The tenant's keys and their lives. A signing key is `next` (published, not yet used), `current` (signs), `retired`
 * (published until its last token has died), `archived` (only opens our own old id_token_hint), or gone. So a stale
 * cache, ours or a client's, never breaks a verification.
 */
import type { JWK } from 'jose'
import { DAY, type Seconds } from '../kernel/clock.ts'
import type { TenantId } from '../kernel/ids.ts'
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../spec/client_metadata.ts'

export type KeyState = 'next' | 'current' | 'retired' | 'archived'

interface Living {
  state: KeyState
  createdAt: Seconds
  /** When it began to be what its state says. */
  since: Seconds
  /** Set on a next key that shall not wait for the end of the current one's 30 days. */
  hastened?: true
}

export interface SigningKeyRecord extends Living {
  kid: string
  alg: SigningAlgorithm
  publicJwk: JWK
  /** The private JWK, sealed under the master key; null once the key is retired, for it never signs again. */
  sealed: string | null
}

/** A symmetric key, 32 bytes, sealed under the master key. Envelopes name it by `id`. */
export interface SealingKeyRecord extends Living {
  id: number
  sealed: string
}

export interface KeyRing {
  schema: 1
  tenant: TenantId
  signing: SigningKeyRecord[]
  sealing: SealingKeyRecord[]
  /** Never rotates: the tags of client ids. */
  nameKey: string
  /** Never rotates: pairwise subs and `sid`. */
  pairwiseKey: string
  /** Never rotates, for nothing under it leaves us: client secrets at rest. */
  restKey: string
  revision: number
}

/** What a ring always has one `current` and, once the jobs have run, one `next` key of. */
export type KeyKind = SigningAlgorithm | 'sealing'

/** No token of ours lives longer than this, whatever a tenant's settings say. */
export const LONGEST_TOKEN_LIFETIME = DAY
/** Nor does anything that we seal: a refresh token, at most. */
export const LONGEST_SEALED_LIFETIME = 365 * DAY

export const KEY_PUBLISHED_BEFORE_USE = DAY
export const KEY_ROTATES_AFTER = 30 * DAY

interface Life {
  retiredFor: Seconds
  archivedFor: Seconds
}

const SIGNING_LIFE: Life = {
  retiredFor: LONGEST_TOKEN_LIFETIME + DAY,
  archivedFor: LONGEST_SEALED_LIFETIME,
}
const SEALING_LIFE: Life = { retiredFor: LONGEST_SEALED_LIFETIME + DAY, archivedFor: 0 }

/**
 * The kinds that have no next key: what must be made now. The successor is made when its predecessor begins to sign,
 * not a day before it ends: so in an emergency there is one that everybody knows already.
 */
export function missingKeys(ring: KeyRing): KeyKind[] {
  const hasNext = (keys: readonly Living[]): boolean => keys.some((key) => key.state === 'next')
  const missing: KeyKind[] = SIGNING_ALGORITHMS.filter((alg) => !hasNext(signingKeys(ring, alg)))
  return hasNext(ring.sealing) ? missing : [...missing, 'sealing']
}

/** The algorithms that nothing signs by: those that we did not sign with yet when the ring was made. */
export const lackingAlgorithms = (ring: KeyRing): SigningAlgorithm[] =>
  SIGNING_ALGORITHMS.filter(
    (alg) => !signingKeys(ring, alg).some(({ state }) => state === 'current'),
  )

/** When the ring needs work: 0 while a key is missing, else when the first of its keys changes its state. */
export function nextKeyAlarm(ring: KeyRing): Seconds {
  if (missingKeys(ring).length > 0) return 0
  return Math.min(
    ...SIGNING_ALGORITHMS.map((alg) => nextChange(signingKeys(ring, alg), SIGNING_LIFE)),
    nextChange(ring.sealing, SEALING_LIFE),
  )
}

/** Each key that has come to the end of its state goes on to the next. The same ring where nothing is due. */
export function ageKeyRing(ring: KeyRing, now: Seconds): KeyRing {
  const before = SIGNING_ALGORITHMS.map((alg) => signingKeys(ring, alg))
  const after = before.map((keys) => advance(keys, SIGNING_LIFE, now))
  const sealing = advance(ring.sealing, SEALING_LIFE, now)
  if (sealing === ring.sealing && after.every((keys, index) => keys === before[index])) return ring
  return { ...ring, signing: after.flat().map(withoutSpentHalf), sealing }
}

/** Publishes a signing key that shall sign later. The same ring where its algorithm has a next key already. */
export function publishSigningKey(ring: KeyRing, key: SigningKeyRecord): KeyRing {
  if (!missingKeys(ring).includes(key.alg)) return ring
  return { ...ring, signing: [...ring.signing, { ...key, state: 'next' }] }
}

/** Distributes a sealing key that shall seal later. The same ring where there is a next one already. */
export function distributeSealingKey(ring: KeyRing, key: SealingKeyRecord): KeyRing {
  if (!missingKeys(ring).includes('sealing')) return ring
  return { ...ring, sealing: [...ring.sealing, { ...key, state: 'next' }] }
}

/** The id of the sealing key to come. Ids only grow, for envelopes name their key by them. */
export const nextSealingKeyId = (ring: KeyRing): number =>
  Math.max(0, ...ring.sealing.map((key) => key.id)) + 1

/** Rotation on demand: the next key signs as soon as it has been published for a day. */
export function hastenRotation(ring: KeyRing, alg: SigningAlgorithm, now: Seconds): KeyRing {
  const signing = ring.signing.map((key) =>
    key.alg === alg && key.state === 'next' ? { ...key, hastened: true as const } : key,
  )
  return ageKeyRing({ ...ring, signing }, now)
}

/**
 * An emergency: the current key is dropped, so that nothing it signed verifies any more, and the next one signs at
 * once.
 * @throws Error where there is no next key, for a ring must always be able to sign.
 */
export function revokeSigningKey(ring: KeyRing, alg: SigningAlgorithm, now: Seconds): KeyRing {
  if (missingKeys(ring).includes(alg)) throw new Error(`there is no next ${alg} key to sign with`)
  const signing = ring.signing.filter((key) => !(key.alg === alg && key.state === 'current'))
  return ageKeyRing({ ...ring, signing }, now)
}

export interface KeyChange {
  /** The `kid` of a signing key; `sealing-…` and its id for another. */
  key: string
  kind: KeyKind
  became: KeyState | 'dropped'
}

/** What happened to which key from one state of a ring to another, for the audit. */
export function keyChanges(before: KeyRing, after: KeyRing): KeyChange[] {
  const was = keyStates(before)
  const is = keyStates(after)
  const dropped = was.filter(({ key }) => !is.some((other) => other.key === key))
  return [
    ...is.filter(({ key, became }) => was.find((other) => other.key === key)?.became !== became),
    ...dropped.map((change) => ({ ...change, became: 'dropped' as const })),
  ]
}

function keyStates(ring: KeyRing): KeyChange[] {
  return [
    ...ring.signing.map(({ kid, alg, state }) => ({ key: kid, kind: alg, became: state })),
    ...ring.sealing.map(({ id, state }) => ({
      key: `sealing-${id}`,
      kind: 'sealing' as const,
      became: state,
    })),
  ]
}

const signingKeys = (ring: KeyRing, alg: SigningAlgorithm): SigningKeyRecord[] =>
  ring.signing.filter((key) => key.alg === alg)

/** The same list where nothing is due. */
function advance<Key extends Living>(keys: Key[], life: Life, now: Seconds): Key[] {
  if (nextChange(keys, life) > now) return keys
  const isPromoting = promotionTime(keys) <= now
  return keys.flatMap((key) => {
    if (isPromoting && key.state === 'next') return [become(key, 'current', now)]
    if (isPromoting && key.state === 'current') return [become(key, 'retired', now)]
    if (endOfState(key, life) > now) return [key]
    return key.state === 'retired' && life.archivedFor > 0 ? [become(key, 'archived', now)] : []
  })
}

const nextChange = (keys: readonly Living[], life: Life): Seconds =>
  Math.min(promotionTime(keys), ...keys.map((key) => endOfState(key, life)))

/** When the next of these keys takes over; Infinity where there is none. */
function promotionTime(keys: readonly Living[]): Seconds {
  const next = keys.find((key) => key.state === 'next')
  const current = keys.find((key) => key.state === 'current')
  if (!next) return Infinity
  if (!current) return next.since
  const published = next.since + KEY_PUBLISHED_BEFORE_USE
  return next.hastened ? published : Math.max(published, current.since + KEY_ROTATES_AFTER)
}

function endOfState(key: Living, life: Life): Seconds {
  if (key.state === 'retired') return key.since + life.retiredFor
  if (key.state === 'archived') return key.since + life.archivedFor
  return Infinity
}

function become<Key extends Living>(key: Key, state: KeyState, since: Seconds): Key {
  const moved = { ...key, state, since }
  delete moved.hastened
  return moved
}

function withoutSpentHalf(key: SigningKeyRecord): SigningKeyRecord {
  const maySign = key.state === 'next' || key.state === 'current'
  return maySign ? key : { ...key, sealed: null }
}
