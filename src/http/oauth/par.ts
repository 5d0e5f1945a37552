/** `/oauth/par` (RFC 9126). */
import { endpointUrls } from '../../protocol/metadata/endpoints.ts'
import { pushRequest } from '../../protocol/par/push_request.ts'
import { clientOf } from './client_door.ts'
import { jsonEndpoint, onlyTakes, refused, whileOpen } from './endpoint.ts'
import { readClientForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'
import { offeringNonce, proofOf } from './proof_header.ts'

export const parRoutes = () => {
  const endpoint = jsonEndpoint()
  endpoint.post('/', whileOpen, offeringNonce, async (c) => {
    const form = await readClientForm(c.req.raw)
    if (!form.ok) return refused(c, form.reason)
    const client = await clientOf(c, form.value, 'pushed_authorization_request_endpoint')
    if (!client.ok) return refused(c, client.reason)
    const { world } = c.var
    const url = endpointUrls(world.issuer).pushed_authorization_request_endpoint
    const proof = await proofOf(c, { url })
    if (!proof.ok) return refused(c, proof.reason)
    const pushed = await pushRequest(world, client.value, form.value, proof.value)
    if (!pushed.ok) return refused(c, pushed.reason)
    return c.json(pushed.value, 201, NOT_STORED)
  })
  return endpoint.all('/', onlyTakes('POST'))
}
