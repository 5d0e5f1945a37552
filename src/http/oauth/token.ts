/** `/oauth/token` (RFC 6749 §3.2). */
import { exchange } from '../../protocol/grants/exchange.ts'
import { serveClients } from './client_endpoint.ts'
import { forAnyOrigin, jsonEndpoint } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'

export const tokenRoutes = () =>
  serveClients(jsonEndpoint().use(forAnyOrigin('POST')), {
    name: 'token_endpoint',
    takesProofs: true,
    serve: exchange,
    answer: (c, tokens) => c.json(tokens, 200, NOT_STORED),
  })
