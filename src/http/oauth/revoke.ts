/** `/oauth/revoke` (RFC 7009). */
import { revoke } from '../../protocol/revocation/revoke.ts'
import { clientOf } from './client_door.ts'
import { forAnyOrigin, jsonEndpoint, onlyTakes, refused, whileOpen } from './endpoint.ts'
import { readClientForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'

export const revokeRoutes = () =>
  jsonEndpoint()
    .use(forAnyOrigin('POST'))
    .post('/', whileOpen, async (c) => {
      const form = await readClientForm(c.req.raw)
      if (!form.ok) return refused(c, form.reason)
      const client = await clientOf(c, form.value, 'revocation_endpoint')
      if (!client.ok) return refused(c, client.reason)
      const revoked = await revoke(c.var.world, client.value, form.value)
      return revoked.ok ? c.body(null, 200, NOT_STORED) : refused(c, revoked.reason)
    })
    .all('/', onlyTakes('POST'))
