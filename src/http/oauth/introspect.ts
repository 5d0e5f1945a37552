/** `/oauth/introspect` (RFC 7662). For servers: no page of another origin may read it. */
import { introspect } from '../../protocol/introspection/introspect.ts'
import { clientOf } from './client_door.ts'
import { jsonEndpoint, onlyTakes, refused, whileOpen } from './endpoint.ts'
import { readClientForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'

export const introspectRoutes = () =>
  jsonEndpoint()
    .post('/', whileOpen, async (c) => {
      const form = await readClientForm(c.req.raw)
      if (!form.ok) return refused(c, form.reason)
      const client = await clientOf(c, form.value, 'introspection_endpoint')
      if (!client.ok) return refused(c, client.reason)
      const answer = await introspect(c.var.world, client.value, form.value)
      return answer.ok ? c.json(answer.value, 200, NOT_STORED) : refused(c, answer.reason)
    })
    .all('/', onlyTakes('POST'))
