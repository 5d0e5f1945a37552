/** The one person whom a request will be answered for, where it names one: never a reason to switch accounts silently. */
import type { Client } from '../../domain/client.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { wantedSubs } from '../../spec/claims.ts'
import type { World } from '../../stores/world.ts'
import { verifyIdTokenHint } from '../tokens/id_token_hint.ts'
import { toldSub } from '../tokens/subject.ts'
import type { AcceptedRequest } from './accepted_request.ts'

/**
 * Of `id_token_hint` (OpenID Connect Core §3.1.2.1), or of `sub` with a value in `claims`: "the Authorization Server MUST
 * NOT reply with an ID Token or Access Token for a different user, even if they have an active session" (§5.5.1).
 *
 * @returns a `sub` as the client knows it, or undefined where anybody will do; a hint that is not ours, and two persons at once, are refusals
 */
export async function wantedPerson(
  world: World,
  request: AcceptedRequest,
): Promise<Result<string | undefined, Refusal>> {
  const hinted = await hintedPerson(world, request)
  if (!hinted.ok) return hinted
  const { claims } = request.parameters
  const wanted = [hinted.value, ...(claims ? wantedSubs(claims) : [])].filter(
    (sub) => sub !== undefined,
  )
  return wanted.every((sub) => sub === wanted[0]) ? ok(wanted[0]) : refuse('persons_contradictory')
}

/** Whether this person will do for a client that wants the one whom it knows by this `sub`, if it wants one. */
export const isWantedPerson = async (
  { registry }: World,
  client: Client,
  sub: Sub,
  wanted: string | undefined,
): Promise<boolean> =>
  wanted === undefined || (await toldSub(await registry.keys(), client, sub)) === wanted

async function hintedPerson(
  world: World,
  { parameters, redirectable: { client } }: AcceptedRequest,
): Promise<Result<string | undefined, Refusal>> {
  const { id_token_hint: hint } = parameters
  if (hint === undefined) return ok(undefined)
  const verified = await verifyIdTokenHint(await world.registry.keys(), hint, world.issuer)
  return verified?.audience.includes(client.client_id)
    ? ok(verified.sub)
    : refuse('id_token_hint_unusable')
}
