/** The door for refusals of registrations: in JSON (RFC 7591 §3.2.2), and how to ask where a token is at fault (RFC 6750 §3). */
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { NOT_STORED, refusalResponse } from './json_refusal.ts'

export const registrationRefused = (world: World, reason: Refusal | MetadataRefusal): Response =>
  'key' in reason ? tokenRefused(world, reason) : metadataRefused(world, reason)

function tokenRefused(world: World, refusal: Refusal): Response {
  const { error, description } = REFUSALS[refusal.key]
  if (error !== 'invalid_token') return refusalResponse(world, refusal)
  // "If the request lacks any authentication information …, the resource server SHOULD NOT include an error code" (§3.1).
  const told = refusal.key.endsWith('_missing')
    ? ''
    : `, error="${error}", error_description="${description}"`
  return refusalResponse(world, refusal, {
    'WWW-Authenticate': `Bearer realm="${world.issuer}"${told}`,
  })
}

/** What `error_description` may hold (RFC 6749 §5.2); the path of a member may be anything. */
const UNSPEAKABLE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g

function metadataRefused({ log }: World, { error, field, detail }: MetadataRefusal): Response {
  log.debug('refused', { key: error, cause: detail })
  const body = {
    error,
    error_description: `${field} ${detail}`.replace(UNSPEAKABLE, '?'),
    retryable: false,
  }
  return new Response(JSON.stringify(body), {
    status: 400,
    headers: { 'Content-Type': 'application/json', ...NOT_STORED },
  })
}
