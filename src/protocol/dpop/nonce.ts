/**
 * Nonces for proofs (RFC 9449 §8, §9): the time at which we gave one out, sealed. So every isolate can tell one of ours,
 * and how old it is, and none is stored.
 */
import { open, seal } from '../../crypto/envelope.ts'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import type { JsonValue } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { SKEW } from '../../rules/numeric_date.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'

/** For how long one may be used, in as many proofs as there are requests. */
const LIFETIME: Seconds = 5 * MINUTE

interface Nonce {
  at: Seconds
}

export async function newNonce({ registry, now }: World): Promise<string> {
  const nonce: Nonce = { at: now }
  return seal(await registry.keys(), 'dpop_nonce', nonce)
}

/** Whether a proof holds a nonce of ours that is still good, where the tenant requires one (RFC 9449 §8). */
export async function checkNonce(
  { registry, now }: World,
  nonce: JsonValue | undefined,
): Promise<Result<null, Refusal>> {
  const { require_dpop_nonce: isRequired } = await registry.settings()
  if (!isRequired) return ok(null)
  const text = typeof nonce === 'string' ? nonce : ''
  const given = await open<Nonce>(await registry.keys(), 'dpop_nonce', text)
  const isCurrent = given !== undefined && now < given.at + LIFETIME && given.at <= now + SKEW
  return isCurrent ? ok(null) : refuse('dpop_nonce_needed')
}
