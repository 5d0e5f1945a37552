/** A client as it is told of itself: RFC 7591 §3.2.1, RFC 7592 §3. */
import type { JsonObject, JsonValue } from '../../kernel/json.ts'
import { endpointUrls } from '../../protocol/metadata/endpoints.ts'
import type { SelfRegistered } from '../../protocol/registration/register_itself.ts'
import { isRegistrable } from '../../spec/registration.ts'

/**
 * "all registered metadata about this client" (RFC 7591 §3.2.1), by the standards' names. The secret is in the answer that
 * made it and in no other: "0 if it will not expire" stands beside it.
 */
export function registrationAnswer(
  issuer: string,
  { client, secret, registrationAccessToken }: SelfRegistered,
): JsonObject {
  const metadata = Object.entries(client).filter(([member]) => isRegistrable(member))
  return {
    client_id: client.client_id,
    client_id_issued_at: client.createdAt,
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    registration_access_token: registrationAccessToken,
    registration_client_uri: `${endpointUrls(issuer).registration_endpoint}/${client.client_id}`,
    ...(Object.fromEntries(metadata) as Record<string, JsonValue>),
  }
}
