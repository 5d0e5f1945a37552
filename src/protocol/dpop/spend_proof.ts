/** Uses up a proof whose request asks no person's object: the guard of its client remembers it. */
import type { ClientId } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from './read_proof.ts'

export async function spendProof(
  { guards }: World,
  clientId: ClientId,
  proof: DpopProof | undefined,
): Promise<Result<null, Refusal>> {
  if (!proof) return ok(null)
  const { key, attempt, until } = proof.mark
  const isFirst = await guards.spend(clientId, 'dpop_proof', key, attempt, until)
  return isFirst ? ok(null) : refuse('dpop_proof_replayed')
}
