import { claimedText, readJws, type UnverifiedJws } from '../../crypto/jws.ts'
import type { Client } from '../../domain/client.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkClientAssertion } from '../../rules/client_assertion.ts'
import { SKEW } from '../../rules/numeric_date.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { verifyByClient } from '../client_keys/verify_by_client.ts'
import type {
  AuthenticationMethod,
  AuthenticationRequest,
  Credentials,
  Proof,
} from './credentials.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A JWT that the client signs for us with its private key (RFC 7523 §2.2, OpenID Connect Core §9). */
export const privateKeyJwt: AuthenticationMethod = {
  name: 'private_key_jwt',
  read: ({ parameters }) =>
    parameters.has('client_assertion') || parameters.has('client_assertion_type')
      ? readAssertion(parameters)
      : undefined,
  prove: proveAssertion,
  pretend: async () => {},
}

function readAssertion(parameters: AuthenticationRequest['parameters']): Credentials {
  const isOurs = parameters.get('client_assertion_type') === ASSERTION_TYPE
  const proof = isOurs ? parameters.get('client_assertion') : undefined
  const jws = readJws(proof ?? '')
  return { clientId: jws.ok ? claimedText(jws.value, 'sub') : undefined, proof }
}

async function proveAssertion(
  world: World,
  client: Client,
  proof: string | undefined,
  { endpointUrl }: AuthenticationRequest,
): Promise<Result<Proof, Refusal>> {
  const { issuer, now } = world
  const jws = readJws(proof ?? '')
  if (!jws.ok) return refuse('client_authentication_failed', jws.reason)
  if (!mayBeSignedWith(client, jws.value))
    return refuse('client_authentication_failed', 'algorithm')
  const verified = await verifyByClient(world, client, jws.value)
  if (!verified.ok) return refuse('client_authentication_failed', verified.reason)
  const { typ, claims } = verified.value
  const endpointUrls = [endpointUrl, `${issuer}/oauth/token`]
  const checked = checkClientAssertion({ typ, claims, client, issuer, endpointUrls }, now)
  if (!checked.ok) return checked
  const { jti, exp } = checked.value
  return ok({ spend: { key: await sha256base64url(jti), until: Math.ceil(exp + SKEW) } })
}

/** Never with a secret: a client that has one as well could otherwise be impersonated by whoever it was told to. */
const mayBeSignedWith = (client: Client, { alg }: UnverifiedJws): boolean =>
  alg !== 'HS256' && alg === (client.token_endpoint_auth_signing_alg ?? alg)
