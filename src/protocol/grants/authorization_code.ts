/** Redeems a code (RFC 6749 §4.1.3, RFC 7636 §4.6): all that it says is checked first, and only then is it used. */
import type { Client } from '../../domain/client.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkKey } from '../../rules/dpop/binding.ts'
import { isRegisteredRedirectUri } from '../../rules/redirect_uri.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { hashRedirectUri, openCode, type Code } from '../tokens/code.ts'
import { redeemApproval } from './redeem_approval.ts'
import { requestedResource } from './requested_resource.ts'

export async function redeemAuthorizationCode(
  world: World,
  known: Client,
  parameters: Parameters,
  proof: DpopProof | undefined,
): Promise<Result<TokenResponse, Refusal>> {
  const opened = await readCode(world, known, parameters.get('code'))
  if (!opened.ok) return opened
  const code = opened.value
  const checked = await withFreshClient(world, known, (client) =>
    checkBindings(client, code, parameters),
  )
  if (!checked.ok) return checked
  const client = checked.value
  const bound = checkKey(code.core.cnf?.jkt, proof)
  if (!bound.ok) return bound
  const wanted = requestedResource(world.issuer, parameters)
  if (!wanted.ok) return wanted
  const asked = { proof, wanted: wanted.value, unusable: 'code_invalid' } as const
  return redeemApproval(world, client, code, asked)
}

async function readCode(
  { registry, log }: World,
  client: Client,
  text: string | undefined,
): Promise<Result<Code, Refusal>> {
  if (text === undefined) return refuse('code_missing')
  const code = await openCode(await registry.keys(), text)
  if (!code) return refuse('code_invalid', 'envelope')
  // "ensure that the authorization code was issued to the authenticated confidential client" (RFC 6749 §4.1.3).
  if (code.core.clientId === client.client_id) return ok(code)
  log.event('code_foreign_client', {
    client_id: client.client_id,
    grant_id: code.core.grantId,
  })
  return refuse('code_invalid', 'client')
}

/** What a thief of the front channel does not have. Refused before the code is used, so that no thief can use it up. */
async function checkBindings(
  client: Client,
  { redirectUriHash, codeChallenge }: Code,
  parameters: Parameters,
): Promise<Result<Client, Refusal>> {
  const redirectUri = parameters.get('redirect_uri')
  const isSame =
    redirectUri !== undefined && (await hashRedirectUri(redirectUri)) === redirectUriHash
  // "their values MUST be identical" (RFC 6749 §4.1.3); and one that was removed since is nobody's any more.
  if (!isSame || !isRegisteredRedirectUri(redirectUri, client)) return refuse('code_redirect_uri')
  const isProven = await answersChallenge(codeChallenge, parameters.get('code_verifier'))
  return isProven ? ok(client) : refuse('code_verifier_wrong')
}

/** "code-verifier = 43*128unreserved" (RFC 7636 §4.1). */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

/**
 * "If the values are not equal, an error response indicating invalid_grant … MUST be returned" (RFC 7636 §4.6). And
 * "a token request containing a code_verifier parameter is accepted only if a code_challenge parameter was present in
 * the authorization request" (RFC 9700 §2.1.1).
 */
async function answersChallenge(
  challenge: string | undefined,
  verifier: string | undefined,
): Promise<boolean> {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  return VERIFIER.test(verifier) && (await sha256base64url(verifier)) === challenge
}
