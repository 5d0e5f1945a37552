/** Endpoints that clients post a form to and authenticate at: the token endpoint and its neighbours. */
import type { Hono } from 'hono'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { AuthenticatedClient } from '../../protocol/client_auth/authenticate_client.ts'
import type { DpopProof } from '../../protocol/dpop/read_proof.ts'
import { endpointUrls, type ClientEndpoint } from '../../protocol/metadata/endpoints.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { readClientForm } from '../form_body.ts'
import { clientOf } from './client_door.ts'
import { onlyTakes, refused, whileOpen } from './endpoint.ts'
import { offeringNonce, proofOf } from './proof_header.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

interface Serving<Value> {
  name: ClientEndpoint
  /** Whether a DPoP proof counts here: where tokens and codes are bound to keys (RFC 9449 §5, §10.1). */
  takesProofs?: true
  /** What the endpoint is for. */
  serve(
    world: World,
    client: AuthenticatedClient,
    form: Parameters,
    proof: DpopProof | undefined,
  ): Promise<Result<Value, Refusal>>
  /** How its success is answered. */
  answer(c: OAuthContext, value: Value): Response
}

export const serveClients = <Value>(
  endpoint: Hono<OAuthEnv>,
  { name, takesProofs, serve, answer }: Serving<Value>,
): Hono<OAuthEnv> =>
  (takesProofs ? endpoint.use(offeringNonce) : endpoint)
    .post('/', whileOpen, async (c) => {
      const { world } = c.var
      const form = await readClientForm(c.req.raw)
      if (!form.ok) return refused(c, form.reason)
      const client = await clientOf(c, form.value, name)
      if (!client.ok) return refused(c, client.reason)
      const url = endpointUrls(world.issuer)[name]
      const proof = takesProofs ? await proofOf(c, { url }) : ok(undefined)
      if (!proof.ok) return refused(c, proof.reason)
      const served = await serve(world, client.value, form.value, proof.value)
      return served.ok ? answer(c, served.value) : refused(c, served.reason)
    })
    .all('/', onlyTakes('POST'))
