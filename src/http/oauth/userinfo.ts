/** `/oauth/userinfo` (OpenID Connect Core §5.3), and the same under `/api/sso/v1/me`. */
import type { Hono } from 'hono'
import { ok } from '../../kernel/result.ts'
import { bearerTokenOf } from '../../protocol/userinfo/bearer_token.ts'
import { userinfo } from '../../protocol/userinfo/userinfo.ts'
import { bearerRefusal } from './bearer_refusal.ts'
import { forAnyOrigin, jsonEndpoint, onlyTakes, whileOpen } from './endpoint.ts'
import { isForm, readForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

export const userinfoRoutes = () => answering(jsonEndpoint().use(forAnyOrigin('GET', 'POST')))

/** Beside the admin API, which no page of another origin may read. */
export const meRoutes = () => answering(jsonEndpoint())

const answering = (endpoint: Hono<OAuthEnv>) =>
  endpoint
    .use(whileOpen)
    .get('/', answerUserinfo)
    .post('/', answerUserinfo)
    .all('/', onlyTakes('GET', 'POST'))

async function answerUserinfo(c: OAuthContext): Promise<Response> {
  const { world } = c.var
  const form = hasForm(c) ? await readForm(c.req.raw) : ok(new Map())
  if (!form.ok) return bearerRefusal(world, form.reason, 'openid')
  const token = bearerTokenOf(c.req.header('Authorization'), form.value)
  if (!token.ok) return bearerRefusal(world, token.reason, 'openid')
  const claims = await userinfo(world, token.value)
  return claims.ok
    ? c.json(claims.value, 200, NOT_STORED)
    : bearerRefusal(world, claims.reason, 'openid')
}

/** "the HTTP request method is one for which the request-body has defined semantics" (RFC 6750 §2.2): not GET. */
const hasForm = (c: OAuthContext): boolean => c.req.method === 'POST' && isForm(c.req.raw)
