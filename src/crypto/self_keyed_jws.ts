/**
 * Messages that are verified with the key in their own header: they prove that their sender holds that key, and nothing
 * of who it is. The key is held to the same rules as one that a client registers.
 */
import { calculateJwkThumbprint, type JWK } from 'jose'
import { err, ok, type Result } from '../kernel/result.ts'
import { verifyJws, type JwsFault, type SelfKeyedJws, type VerifiedJws } from './jws.ts'
import { checkRegisteredKeys } from './registered_keys.ts'
import { candidates, keysOfSet } from './verification_keys.ts'

export interface KeyProof {
  readonly jws: VerifiedJws
  /** The thumbprint of the key (RFC 7638, SHA-256), base64url. */
  readonly jkt: string
}

/**
 * Verifies such a message. `key_unsuitable`: a private or symmetric key, one of small order, too short, or not one that
 * the algorithm verifies with.
 * @param attempted told of the signature that is verified, right or wrong
 */
export async function verifySelfKeyed(
  jws: SelfKeyedJws,
  attempted: () => void,
): Promise<Result<KeyProof, JwsFault | 'key_unsuitable'>> {
  const set = { keys: [jws.jwk as JWK] }
  const checked = await checkRegisteredKeys(set)
  if (!checked.ok) return err('key_unsuitable')
  const [key] = candidates(keysOfSet(checked.value), { alg: jws.alg, kid: undefined })
  if (!key || key.material instanceof Uint8Array) return err('key_unsuitable')
  const verified = await verifyJws(jws, [key], attempted)
  if (!verified.ok) return verified
  return ok({ jws: verified.value, jkt: await calculateJwkThumbprint(key.material, 'sha256') })
}
