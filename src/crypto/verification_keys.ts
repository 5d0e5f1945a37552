/** The keys of a client, ready to verify with: public members alone, remembered by the identity of the record. */
import type { JWK } from 'jose'
import { utf8 } from '../kernel/encoding.ts'
import type { ClientSecret } from '../kernel/ids.ts'
import type { RequestSigningAlgorithm } from '../spec/client_metadata.ts'
import {
  algorithmNamed,
  SIGNATURE_ALGORITHMS,
  type VerificationMaterial,
} from './signature_algorithms.ts'

export interface VerificationKey {
  kid: string | undefined
  /** The one algorithm that the key is for, where its owner says so. */
  alg: string | undefined
  material: VerificationMaterial
}

/** jose keeps an imported key as long as the JWK that it was made of, so these objects are kept too. */
const known = new WeakMap<object, readonly VerificationKey[]>()

/** The keys of a set that was checked when it was registered or fetched (`registered_keys.ts`). */
export function keysOfSet(set: { keys: readonly JWK[] }): readonly VerificationKey[] {
  const keys = known.get(set) ?? set.keys.filter(mayVerify).map(verificationKey)
  known.set(set, keys)
  return keys
}

/** "UTF-8 representation of the client_secret" as HMAC key (OpenID Connect Core §10.1). */
export const keyOfSecret = (secret: ClientSecret): VerificationKey => ({
  kid: undefined,
  alg: undefined,
  material: utf8(secret),
})

/** Those keys that a message can have been signed with: of the right kind, and not known by another `kid`. */
export function candidates(
  keys: readonly VerificationKey[],
  { alg, kid }: { alg: RequestSigningAlgorithm; kid: string | undefined },
): readonly VerificationKey[] {
  const algorithm = SIGNATURE_ALGORITHMS[alg]
  return keys.filter(
    (key) =>
      algorithm.fits(key.material) &&
      (key.alg === undefined || algorithmNamed(key.alg) === algorithm) &&
      (key.kid === undefined || kid === undefined || key.kid === kid),
  )
}

const mayVerify = ({ use = 'sig', key_ops: operations = ['verify'] }: JWK): boolean =>
  use === 'sig' && operations.includes('verify')

function verificationKey({ kid, alg, kty, crv, x, y, n, e }: JWK): VerificationKey {
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(
    ([, value]) => value !== undefined,
  )
  return { kid, alg, material: Object.fromEntries(members) }
}
