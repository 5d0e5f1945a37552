/** `/oauth/token` (RFC 6749 §3.2). */
import { exchange } from '../../protocol/grants/exchange.ts'
import { endpointUrls } from '../../protocol/metadata/endpoints.ts'
import { clientOf } from './client_door.ts'
import { forAnyOrigin, jsonEndpoint, onlyTakes, refused, whileOpen } from './endpoint.ts'
import { readClientForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'
import { offeringNonce, proofOf } from './proof_header.ts'

export const tokenRoutes = () =>
  jsonEndpoint()
    .use(forAnyOrigin('POST'))
    .post('/', whileOpen, offeringNonce, async (c) => {
      const form = await readClientForm(c.req.raw)
      if (!form.ok) return refused(c, form.reason)
      const client = await clientOf(c, form.value, 'token_endpoint')
      if (!client.ok) return refused(c, client.reason)
      const { issuer } = c.var.world
      const proof = await proofOf(c, { url: endpointUrls(issuer).token_endpoint })
      if (!proof.ok) return refused(c, proof.reason)
      const tokens = await exchange(c.var.world, client.value, form.value, proof.value)
      return tokens.ok ? c.json(tokens.value, 200, NOT_STORED) : refused(c, tokens.reason)
    })
    .all('/', onlyTakes('POST'))
