/** `/oauth/revoke` (RFC 7009). */
import { revoke } from '../../protocol/revocation/revoke.ts'
import { serveClients } from './client_endpoint.ts'
import { forAnyOrigin, jsonEndpoint } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'

export const revokeRoutes = () =>
  serveClients(jsonEndpoint().use(forAnyOrigin('POST')), {
    name: 'revocation_endpoint',
    serve: revoke,
    answer: (c) => c.body(null, 200, NOT_STORED),
  })
