/** The door for refusals of what an access token opens: they say how to ask (RFC 6750 §3). Made here and nowhere else. */
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { NOT_STORED, refusalResponse } from './json_refusal.ts'

/** @param scope what the resource needs, told where the token lacks it */
export function bearerRefusal(world: World, refusal: Refusal, scope: string): Response {
  const { error, description } = REFUSALS[refusal.key]
  const realm = `Bearer realm="${world.issuer}"`
  if (refusal.key === 'access_token_missing') {
    world.log.debug('refused', { key: refusal.key, cause: refusal.cause })
    // "If the request lacks any authentication information …, the resource server SHOULD NOT include an error code or
    // other error information" (§3.1).
    return new Response(null, {
      status: 401,
      headers: { ...NOT_STORED, 'WWW-Authenticate': realm },
    })
  }
  const needed = error === 'insufficient_scope' ? `, scope="${scope}"` : ''
  return refusalResponse(world, refusal, {
    'WWW-Authenticate': `${realm}, error="${error}", error_description="${description}"${needed}`,
  })
}
