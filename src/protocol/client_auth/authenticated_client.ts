import type { Client } from '../../domain/client.ts'
import type { ClientAuthenticationMethod } from '../../spec/client_metadata.ts'

declare const authenticated: unique symbol

/** A client that has proven that it is itself, in the way that it registered. Made by `authenticateClient` alone. */
export interface AuthenticatedClient {
  readonly [authenticated]: true
  readonly client: Client
  readonly method: ClientAuthenticationMethod
}
