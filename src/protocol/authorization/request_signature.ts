/** Who signed a request object: a key that its client registered, or one that the request itself brings along. */
import {
  readJws,
  readSelfKeyedJws,
  type JwsFault,
  type UnverifiedJws,
  type VerifiedJws,
} from '../../crypto/jws.ts'
import { verifySelfKeyed } from '../../crypto/self_keyed_jws.ts'
import type { Client } from '../../domain/client.ts'
import { ok, unreachable, type Err, type Result } from '../../kernel/result.ts'
import { isEmbeddedKeyAlgorithm } from '../../rules/embedded_keys.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { verifyByClient } from '../client_keys/verify_by_client.ts'

export interface RequestSignature {
  jws: VerifiedJws
  /**
   * The thumbprint of an embedded key (RFC 7638). It says nothing of who has signed: it is what the grant is bound to. A
   * registered key has none here.
   */
  jkt?: string
}

export const verifyRequestSignature = (
  world: World,
  client: Client,
  request: string,
): Promise<Result<RequestSignature, Refusal>> =>
  client.request_object_key === 'embedded'
    ? verifyByEmbeddedKey(world, client, request)
    : verifyByRegisteredKey(world, client, request)

async function verifyByRegisteredKey(
  world: World,
  client: Client,
  request: string,
): Promise<Result<RequestSignature, Refusal>> {
  const jws = readJws(request)
  if (!jws.ok) return refuseJws(jws.reason)
  if (!isAlgorithmOf(client, jws.value)) return refuse('request_object_algorithm')
  const verified = await verifyByClient(world, client, jws.value)
  return verified.ok ? ok({ jws: verified.value }) : refuseJws(verified.reason)
}

async function verifyByEmbeddedKey(
  { tally }: World,
  client: Client,
  request: string,
): Promise<Result<RequestSignature, Refusal>> {
  const jws = readSelfKeyedJws(request)
  if (!jws.ok) return refuseJws(jws.reason)
  if (!isAlgorithmOf(client, jws.value)) return refuse('request_object_algorithm')
  const verified = await verifySelfKeyed(jws.value, () => tally.signaturesVerified++)
  return verified.ok ? verified : refuseJws(verified.reason)
}

/**
 * "All Request Objects from this Client MUST be rejected, if not signed with this algorithm" (OpenID Connect Registration
 * §2, request_object_signing_alg). Where none is registered, an embedded key may be of either kind.
 */
function isAlgorithmOf(client: Client, { alg }: UnverifiedJws): boolean {
  const registered = client.request_object_signing_alg
  if (registered !== undefined) return alg === registered
  return client.request_object_key === 'embedded' && isEmbeddedKeyAlgorithm(alg)
}

function refuseJws(fault: JwsFault | 'key_missing' | 'key_unsuitable'): Err<Refusal> {
  switch (fault) {
    case 'too_long':
    case 'not_compact':
    case 'header_malformed':
    case 'payload_malformed':
      return refuse('request_object_malformed', fault)
    case 'header_forbidden':
      return refuse('request_object_header_forbidden')
    case 'algorithm_unknown':
      return refuse('request_object_algorithm', fault)
    case 'signature_malformed':
    case 'signature_wrong':
      return refuse('request_object_signature', fault)
    case 'key_missing':
    case 'key_unsuitable':
      return refuse('request_object_key', fault)
    default:
      return unreachable(fault)
  }
}
