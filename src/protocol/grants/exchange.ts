/** The token endpoint: each grant type and what it comes to, in one table. */
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkProofGiven } from '../../rules/dpop/binding.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { DEVICE_CODE, TOKEN_GRANT_TYPES, type TokenGrantType } from '../../spec/client_metadata.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import { redeemAuthorizationCode } from './authorization_code.ts'
import { issueClientCredentials } from './client_credentials.ts'
import { redeemDeviceCode } from './device_code.ts'
import { refreshTokens } from './refresh_token.ts'

type Grant = (
  world: World,
  client: Client,
  parameters: Parameters,
  proof: DpopProof | undefined,
) => Promise<Result<TokenResponse, Refusal>>

const GRANTS: { readonly [Type in TokenGrantType]: Grant } = {
  authorization_code: redeemAuthorizationCode,
  refresh_token: refreshTokens,
  client_credentials: issueClientCredentials,
  [DEVICE_CODE]: redeemDeviceCode,
}

/**
 * Exchanges what a client was given for tokens. Whether it may use the grant at all is judged before anything else.
 * @param proof of the key that they are to be bound to (RFC 9449 §5)
 */
export async function exchange(
  world: World,
  { client: known }: AuthenticatedClient,
  parameters: Parameters,
  proof?: DpopProof,
): Promise<Result<TokenResponse, Refusal>> {
  const asked = parameters.get('grant_type')
  if (asked === undefined) return refuse('grant_type_missing')
  const type = TOKEN_GRANT_TYPES.find((each) => each === asked)
  if (!type) return refuse('grant_type_unsupported')
  // "The authenticated client is not authorized to use this authorization grant type" (RFC 6749 §5.2).
  const allowed = await withFreshClient(world, known, async (client) => {
    if (!client.grant_types.includes(type)) return refuse('grant_not_registered')
    const given = checkProofGiven(client, proof)
    return given.ok ? ok(client) : given
  })
  return allowed.ok ? GRANTS[type](world, allowed.value, parameters, proof) : allowed
}
