/** A client as the admin API answers it: the metadata by both spellings; of its secrets everything but their values. */
import { clientScopes, type Client } from '../../domain/client.ts'
import { isoTime, type Seconds } from '../../kernel/clock.ts'
import type { WrittenClient } from '../../protocol/registration/register_client.ts'
import type { ClientAnswer, ClientWithSecret } from '../../spec/admin/clients.ts'

export function clientAnswerOf(client: Client, now: Seconds): ClientAnswer {
  const { schema, tenant, client_id, secrets, epoch, ...rest } = client
  const { createdAt, updatedAt, revision, registration, ...registered } = rest
  return {
    client_id,
    name: client.client_name,
    ...registered,
    scopes: clientScopes(client),
    secrets: secrets
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map((secret) => ({
        id: secret.id,
        created_at: isoTime(secret.createdAt),
        expires_at: secret.expiresAt === null ? null : isoTime(secret.expiresAt),
      })),
    ...(registration && {
      registration: { initial_access_token: registration.initialAccessToken },
    }),
    client_id_issued_at: createdAt,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  }
}

/** "client_secret_expires_at REQUIRED if client_secret is issued … 0 if it will not expire" (RFC 7591 §3.2.1). */
export function writtenClientAnswer(
  { client, secret }: WrittenClient,
  now: Seconds,
): ClientWithSecret {
  const { client_id, ...answer } = clientAnswerOf(client, now)
  return {
    client_id,
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    ...answer,
  }
}
