/** A grant: what one person allowed one client, from the redeemed code to the last refresh token. */
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId, ClientId, CodeId, GrantId, SessionId, TokenId } from '../kernel/ids.ts'
import type { JsonValue } from '../kernel/json.ts'
import type { ClaimsRequest } from '../spec/claims.ts'
import type { AuthenticationFact } from './authentication.ts'

/** The part of an approval that a request can make long. What does not fit into a code is kept in `User` meanwhile. */
export interface ApprovalDetails {
  scope: string[]
  claims?: ClaimsRequest
  nonce?: string
  /** Resource indicators (RFC 8707); empty: the issuer itself. */
  resource: string[]
  authorization_details?: JsonValue[]
}

/** The part that is always sealed inside the code. */
export interface ApprovalCore {
  grantId: GrantId
  clientId: ClientId
  /**
   * The key that is bound to (RFC 7800 §3.1, RFC 9449): in a code the only one that may redeem it, in a grant the only one
   * that may refresh it.
   */
  cnf?: { jkt: string }
  sessionId: SessionId
  facts: AuthenticationFact[]
  /** How many withdrawals of consent the person had made before: a later one ends the grant. */
  consentSerial: number
  tenantEpoch: number
  clientEpoch: number
  credentialEpoch: number
}

/** What approval fixed and every token of the grant carries. Sealed inside the code until it is redeemed. */
export interface Approval extends ApprovalCore, ApprovalDetails {}

export interface Grant {
  schema: 1
  id: GrantId
  clientId: ClientId
  approval: Approval
  /** Ends with the session unless `offline_access` was granted. */
  offline: boolean
  createdAt: Seconds
  lastUsedAt: Seconds
  /** The code that was redeemed, and the request that redeemed it; null while only the front channel has had tokens. */
  codeId: CodeId | null
  redeemAttempt: AttemptId | null
  /** The current refresh generation, from 1; 0 where no refresh token was issued. */
  generation: number
  /** When the current generation was made. */
  rotatedAt: Seconds
  refreshAttempt: AttemptId | null
  /** Access tokens revoked one by one, until they would have expired anyway. */
  revokedTokens: { id: TokenId; until: Seconds }[]
  /** Set once, never cleared. */
  endedAt: Seconds | null
  endedBy: GrantEnd | null
  /** When the row may be swept: its last token has died. */
  keepUntil: Seconds
}

export type GrantEnd =
  'code_reuse' | 'rt_reuse' | 'revoked_by_client' | 'revoked_by_admin' | 'revoked_by_person'
