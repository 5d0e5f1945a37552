/** Initial access tokens (RFC 7591 §1.2): sealed, so that one which is not ours is told apart without asking anybody. */
import { open, seal } from '../../crypto/envelope.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import { offeredScopes } from '../../domain/settings.ts'
import { OPEN_TERMS, type InitialAccessToken } from '../../domain/registration.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { InitialAccessTokenCreation } from '../../spec/admin/initial_access_tokens.ts'
import { ADMIN_SCOPE } from '../../spec/claims.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

export interface MadeInitialAccessToken {
  record: InitialAccessToken
  /** The bearer string. Shown once. */
  token: string
}

/** Gives leave to register clients. What is not said of them is as in open registration; it is for one client. */
export async function makeInitialAccessToken(
  world: AdminWorld,
  given: InitialAccessTokenCreation,
): Promise<Result<MadeInitialAccessToken, { field: 'scopes'; detail: string }>> {
  const { scopes = OPEN_TERMS.scopes, grant_types: grantTypes = OPEN_TERMS.grantTypes } = given
  const offered = offeredScopes(await world.tenants.settings())
  if (!scopes.every((scope) => offered.includes(scope))) {
    return err({ field: 'scopes', detail: 'names a scope that this tenant does not have' })
  }
  // Which app may act as an operator is decided app by app, by somebody who knows it.
  if (scopes.includes(ADMIN_SCOPE)) {
    return err({ field: 'scopes', detail: `cannot name ${ADMIN_SCOPE}` })
  }
  const { description, defaults = {}, forced = {}, most_clients: mostClients = 1 } = given
  const record: InitialAccessToken = {
    schema: 1,
    id: randomToken(),
    ...(description !== undefined && { description }),
    terms: { scopes, grantTypes, defaults, forced },
    mostClients,
    clients: 0,
    createdAt: world.now,
    expiresAt: world.now + given.lifetime,
  }
  const event = adminEvent(world, 'initial_access_token.created', {
    detail: { id: record.id, most_clients: mostClients },
  })
  await world.tenants.createInitialAccessToken(record, event)
  const token = await seal(await world.registry.keys(), 'initial_access_token', { id: record.id })
  return ok({ record, token })
}

/** Which record a bearer string names; undefined for one that is not ours. */
export async function initialAccessTokenId(
  keys: TenantKeys,
  token: string,
): Promise<string | undefined> {
  return (await open<{ id: string }>(keys, 'initial_access_token', token))?.id
}
