/** Whom `id_token_hint` speaks of (OpenID Connect Core §3.1.2.1): never a reason to switch accounts silently. */
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { verifyIdTokenHint } from '../tokens/id_token_hint.ts'
import type { AcceptedRequest } from './accepted_request.ts'

/** @returns the person, or undefined where no hint was given; a hint that is not ours is a refusal */
export async function hintedPerson(
  world: World,
  { parameters, redirectable: { client } }: AcceptedRequest,
): Promise<Result<Sub | undefined, Refusal>> {
  const { id_token_hint: hint } = parameters
  if (hint === undefined) return ok(undefined)
  const verified = await verifyIdTokenHint(await world.registry.keys(), hint, world.issuer)
  return verified?.audience.includes(client.client_id)
    ? ok(verified.sub)
    : refuse('id_token_hint_unusable')
}
