/** `/oauth/device_authorization` (RFC 8628 §3.1). Devices may be web pages, as on many televisions. */
import { authorizeDevice } from '../../protocol/device/authorize_device.ts'
import { serveClients } from './client_endpoint.ts'
import { forAnyOrigin, jsonEndpoint } from './endpoint.ts'
import { NOT_STORED } from './json_refusal.ts'

export const deviceAuthorizationRoutes = () =>
  serveClients(jsonEndpoint().use(forAnyOrigin('POST')), {
    name: 'device_authorization_endpoint',
    serve: authorizeDevice,
    answer: (c, authorization) => c.json(authorization, 200, NOT_STORED),
  })
