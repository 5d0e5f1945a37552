/** `/oauth/par` (RFC 9126). */
import { pushRequest } from '../../protocol/par/push_request.ts'
import { serveClients } from './client_endpoint.ts'
import { jsonEndpoint } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'

export const parRoutes = () =>
  serveClients(jsonEndpoint(), {
    name: 'pushed_authorization_request_endpoint',
    takesProofs: true,
    serve: pushRequest,
    answer: (c, pushed) => c.json(pushed, 201, NOT_STORED),
  })
