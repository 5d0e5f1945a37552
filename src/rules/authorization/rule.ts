import type { Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { AuthorizationParameters } from '../../spec/authorization_request.ts'
import type { Refusal } from '../refusals.ts'

/** Who asks, and whom: all that is known before the request itself is read. */
export interface Asking {
  client: Client
  settings: TenantSettings
}

/** A request that is read, of a client that may be answered. */
export interface AuthorizationRequest extends Asking {
  parameters: AuthorizationParameters
  issuer: string
  /** Whether mail is sent here, which accounts of whoever comes need. */
  hasMail: boolean
  /** The thumbprint of the key that a signed request brought along; undefined for every other. */
  jkt: string | undefined
}

export type Rule<Input> = (input: Input) => Result<null, Refusal>

export const holds = ok(null)
