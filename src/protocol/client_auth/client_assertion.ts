/** A JWT that the client signs for us (RFC 7523 §2.2, OpenID Connect Core §9): by its secret or by its private key, one road. */
import { claimedText, readJws, type UnverifiedJws } from '../../crypto/jws.ts'
import type { Client } from '../../domain/client.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkClientAssertion } from '../../rules/client_assertion.ts'
import { SKEW } from '../../rules/numeric_date.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { RequestSigningAlgorithm } from '../../spec/client_metadata.ts'
import type { World } from '../../stores/world.ts'
import { verifyByClient } from '../client_keys/verify_by_client.ts'
import type { AuthenticationMethod, AuthenticationRequest, Proof } from './credentials.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * @param name the method of the client whose assertion this is
 * @param isSignedBy whether an algorithm belongs to the method; what cannot be read says nothing of one
 */
export const assertionMethod = (
  name: 'client_secret_jwt' | 'private_key_jwt',
  isSignedBy: (alg: RequestSigningAlgorithm | undefined) => boolean,
): AuthenticationMethod => ({
  name,
  read: ({ parameters }) => {
    if (!parameters.has('client_assertion') && !parameters.has('client_assertion_type')) {
      return undefined
    }
    const isOurs = parameters.get('client_assertion_type') === ASSERTION_TYPE
    const proof = isOurs ? parameters.get('client_assertion') : undefined
    const jws = readJws(proof ?? '')
    if (!isSignedBy(jws.ok ? jws.value.alg : undefined)) return undefined
    return { clientId: jws.ok ? claimedText(jws.value, 'sub') : undefined, proof }
  },
  prove: proveAssertion,
  pretend: async () => {},
})

/** The algorithm is one of the method that the client has registered: the method was found by it. */
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

const mayBeSignedWith = (client: Client, { alg }: UnverifiedJws): boolean =>
  alg === (client.token_endpoint_auth_signing_alg ?? alg)
