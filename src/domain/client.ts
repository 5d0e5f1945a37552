/** A client as the Tenant object keeps it and KV distributes it. */
import type { ClientId, TenantId } from '../kernel/ids.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'

/** A secret sealed for rest: HS256 needs it back, so it cannot be hashed. */
export interface SealedSecret {
  id: string
  sealed: string
  createdAt: Seconds
  /** When it stops to work; null for the current one. */
  expiresAt: Seconds | null
}

export interface Client extends ClientMetadata {
  schema: 1
  tenant: TenantId
  client_id: ClientId
  /** The current one first; an older one only while a rotation's overlap lasts. Empty: no secret. */
  secrets: SealedSecret[]
  disabled: boolean
  /** Raised to end everything that was granted to the client; older codes, grants and tokens are dead. */
  epoch: number
  createdAt: Seconds
  updatedAt: Seconds
  /** The tenant's revision at which this record was written; the admin API's ETag. */
  revision: number
}

/** Whether it can keep a secret, by how it authenticates (RFC 6749 §2.1). */
export const isPublicClient = (client: ClientMetadata): boolean =>
  client.token_endpoint_auth_method === 'none'

/** Whether it is told when a session ends that it was given an ID token of. */
export const isToldOfSignOut = (client: ClientMetadata): boolean =>
  client.backchannel_logout_uri !== undefined || client.frontchannel_logout_uri !== undefined

/** The scopes that the client may ask for. */
export const clientScopes = (client: ClientMetadata): string[] =>
  client.scope.split(' ').filter(Boolean)
