/** `/oauth/introspect` (RFC 7662). For servers: no page of another origin may read it. */
import { introspect } from '../../protocol/introspection/introspect.ts'
import { serveClients } from './client_endpoint.ts'
import { jsonEndpoint } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'

export const introspectRoutes = () =>
  serveClients(jsonEndpoint(), {
    name: 'introspection_endpoint',
    serve: introspect,
    answer: (c, token) => c.json(token, 200, NOT_STORED),
  })
