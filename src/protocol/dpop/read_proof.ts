/** Reads the proof that the sender of a request holds a key (RFC 9449 §4.3). */
import { readSelfKeyedJws, type JwsFault } from '../../crypto/jws.ts'
import { verifySelfKeyed } from '../../crypto/self_keyed_jws.ts'
import type { ProofMark } from '../../domain/proof_mark.ts'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, type Err, type Result } from '../../kernel/result.ts'
import { judgeProof } from '../../rules/dpop/proof.ts'
import { PROOF_WINDOW } from '../../rules/dpop/time.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { DPOP_SIGNING_ALGORITHMS } from '../../spec/dpop.ts'
import type { World } from '../../stores/world.ts'
import { checkNonce } from './nonce.ts'

declare const proven: unique symbol

/** A proof of this very request. It has not been used up yet: whoever decides the request does that. */
export interface DpopProof {
  readonly [proven]: true
  /** The thumbprint of the key (RFC 7638). */
  readonly jkt: string
  readonly mark: ProofMark
}

/** The request that a proof is to be of. */
export interface ProofTarget {
  method: string
  /** Of the endpoint under our issuer, as discovery lists it. */
  url: string
  /** Where one is presented with the proof. */
  accessToken?: string
}

/** @param header the DPoP header as it came; several are joined by commas, and so are no JWT */
export async function readProof(
  world: World,
  header: string,
  { method, url, accessToken }: ProofTarget,
): Promise<Result<DpopProof, Refusal>> {
  const { now, attempt, tally } = world
  const jws = readSelfKeyedJws(header)
  if (!jws.ok) return refuseJws(jws.reason)
  if (!DPOP_SIGNING_ALGORITHMS.some((alg) => alg === jws.value.alg)) {
    return refuse('dpop_proof_algorithm')
  }
  const verified = await verifySelfKeyed(jws.value, () => tally.signaturesVerified++)
  if (!verified.ok) return refuseJws(verified.reason)
  const { jkt } = verified.value
  const { typ, claims } = verified.value.jws
  const accessTokenHash = accessToken === undefined ? undefined : await sha256base64url(accessToken)
  const judged = judgeProof({ typ, claims, method, url, accessTokenHash }, now)
  if (!judged.ok) return judged
  const current = await checkNonce(world, claims['nonce'])
  if (!current.ok) return current
  const mark = { ...(await markOf(jkt, claims)), attempt }
  return ok({ jkt, mark } as DpopProof)
}

/** The mark outlives the window by more than two of our own clocks may be apart. */
async function markOf(
  jkt: string,
  { jti, iat }: JsonObject,
): Promise<{ key: string; until: Seconds }> {
  const key = await sha256base64url(JSON.stringify([jkt, jti]))
  return { key, until: Math.ceil(Number(iat)) + PROOF_WINDOW + MINUTE }
}

function refuseJws(fault: JwsFault | 'key_missing' | 'key_unsuitable'): Err<Refusal> {
  switch (fault) {
    case 'algorithm_unknown':
      return refuse('dpop_proof_algorithm', fault)
    case 'key_unsuitable':
      return refuse('dpop_proof_key')
    case 'signature_malformed':
    case 'signature_wrong':
      return refuse('dpop_proof_signature', fault)
    default:
      return refuse('dpop_proof_malformed', fault)
  }
}
