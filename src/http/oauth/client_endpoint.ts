/** Endpoints that clients post a form to and authenticate at: the token endpoint and its neighbours. */
import type { Hono } from 'hono'
import type { Parameters } from '../../kernel/form.ts'
import type { Result } from '../../kernel/result.ts'
import type { AuthenticatedClient } from '../../protocol/client_auth/authenticate_client.ts'
import type { ClientEndpoint } from '../../protocol/metadata/endpoints.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { readClientForm } from '../form_body.ts'
import { clientOf } from './client_door.ts'
import { onlyTakes, refused, whileOpen } from './endpoint.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

interface Serving<Value> {
  name: ClientEndpoint
  /** What the endpoint is for. */
  serve(
    world: World,
    client: AuthenticatedClient,
    form: Parameters,
  ): Promise<Result<Value, Refusal>>
  /** How its success is answered. */
  answer(c: OAuthContext, value: Value): Response
}

export const serveClients = <Value>(
  endpoint: Hono<OAuthEnv>,
  { name, serve, answer }: Serving<Value>,
): Hono<OAuthEnv> =>
  endpoint
    .post('/', whileOpen, async (c) => {
      const form = await readClientForm(c.req.raw)
      if (!form.ok) return refused(c, form.reason)
      const client = await clientOf(c, form.value, name)
      if (!client.ok) return refused(c, client.reason)
      const served = await serve(c.var.world, client.value, form.value)
      return served.ok ? answer(c, served.value) : refused(c, served.reason)
    })
    .all('/', onlyTakes('POST'))
