/**
 * A request object by reference (RFC 9101 §5.2, OpenID Connect Core §6.2): fetched from where its client registered that
 * it is, and from nowhere else. What is fetched has proven nothing yet.
 */
import type { Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import type { Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { checkRequestUri } from '../../rules/request_uris.ts'
import type { World } from '../../stores/world.ts'

/** More than any message of a client may have. */
const LONGEST_OBJECT = 64 * 1024

/**
 * Fetched anew for every request and never kept: each object leads to one code, so a kept one would be a used one.
 * @returns the text of the JWT
 */
export async function fetchRequestObject(
  { outbound, log }: World,
  client: Client,
  settings: TenantSettings,
  uri: string,
): Promise<Result<string, Refusal>> {
  const address = checkRequestUri(uri, client, settings)
  if (!address.ok) return address
  const fetched = await outbound.jwt(address.value, LONGEST_OBJECT)
  if (fetched.ok) return fetched
  const { reason } = fetched
  log.event('request_uri_failed', { client_id: client.client_id, reason })
  return refuse('request_uri_unreadable', reason)
}
