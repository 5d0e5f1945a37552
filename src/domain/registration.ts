/** Clients that register themselves (RFC 7591): by whose leave, under which terms, and how many. */
import type { Seconds } from '../kernel/clock.ts'
import { HOUR } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { MintedClient } from '../spec/admin/initial_access_tokens.ts'
import { STANDARD_SCOPES } from '../spec/claims.ts'
import type { GrantType } from '../spec/client_metadata.ts'

/** What a client that registers itself may become. They stay with it, so an update cannot leave them behind. */
export interface RegistrationTerms {
  scopes: string[]
  grantTypes: GrantType[]
  /** What holds unless the client says otherwise. */
  defaults: MintedClient
  /** What holds whatever it says. */
  forced: MintedClient
}

/** Whoever comes may ask people, and nobody else: no API of the tenant's own, and no token without a person. */
export const OPEN_TERMS: RegistrationTerms = {
  scopes: [...STANDARD_SCOPES],
  grantTypes: ['authorization_code', 'refresh_token'],
  defaults: {},
  forced: {},
}

/** Kept with a client that registered itself. */
export interface OwnRegistration {
  /** SHA-256 of its registration access token, base64url. */
  tokenHash: string
  /** The id of the initial access token that it came by; null where registration was open to all. */
  initialAccessToken: string | null
  terms: RegistrationTerms
}

/** Leave that an operator gave to register clients; the bearer string itself is kept nowhere. */
export interface InitialAccessToken {
  schema: 1
  id: string
  description?: string
  terms: RegistrationTerms
  mostClients: number
  /** How many it has registered. */
  clients: number
  createdAt: Seconds
  expiresAt: Seconds
}

/** One more client by this token, if it still gives leave. */
export function countClient(
  token: InitialAccessToken | undefined,
  now: Seconds,
): Result<InitialAccessToken, 'no_leave'> {
  const givesLeave = token && now < token.expiresAt && token.clients < token.mostClients
  return givesLeave ? ok({ ...token, clients: token.clients + 1 }) : err('no_leave')
}

/** How many have come without any leave: in this hour, and of all that are still there. */
export interface OpenRegistrations {
  hour: number
  inHour: number
  living: number
}

/** A tenant that has so many clients of strangers takes no more of them before some are deleted. */
export const MOST_OPEN_CLIENTS = 10_000

/** One more client without leave, if there have not been too many. */
export function countOpenClient(
  before: OpenRegistrations | undefined,
  mostInHour: number,
  now: Seconds,
): Result<OpenRegistrations, 'too_many'> {
  const hour = Math.floor(now / HOUR)
  const inHour = before?.hour === hour ? before.inHour : 0
  const living = before?.living ?? 0
  return inHour < mostInHour && living < MOST_OPEN_CLIENTS
    ? ok({ hour, inHour: inHour + 1, living: living + 1 })
    : err('too_many')
}
