/** New tokens for a refresh token (RFC 6749 §6, OpenID Connect Core §12). */
import * as oauth from 'oauth4webapi'
import { AmphoraError, withAmphoraErrors } from './errors.ts'
import type { RelyingParty } from './relying_party.ts'
import { singleFlight } from './single_flight.ts'
import { verifyTokens, type IdTokenClaims, type Tokens } from './tokens.ts'

/** Two tabs that refresh at the same time get the same tokens, and spend the refresh token once. */
const KEEP_SECONDS = 10

export interface Refreshed {
  /** Its `refreshToken` replaces the one that was used. */
  tokens: Tokens
  /** Of the new ID token, where one came. */
  claims?: IdTokenClaims
}

export type Refresh = (refreshToken: string, expectedSub?: string) => Promise<Refreshed>

export function createRefresher(party: RelyingParty): Refresh {
  const refreshOnce = singleFlight<Refreshed>(KEEP_SECONDS)
  return async (refreshToken, expectedSub) => {
    const refreshed = await refreshOnce(refreshToken, () => refresh(party, refreshToken))
    // "its sub Claim Value MUST be the same as in the ID Token issued when the original authentication occurred" (§12.2)
    if (expectedSub !== undefined && refreshed.claims && refreshed.claims.sub !== expectedSub) {
      throw new AmphoraError('subject_mismatch', 'these tokens are about another person')
    }
    return refreshed
  }
}

function refresh(party: RelyingParty, refreshToken: string): Promise<Refreshed> {
  return withAmphoraErrors(async () => {
    const metadata = await party.metadata()
    const response = await oauth.refreshTokenGrantRequest(
      metadata,
      party.client,
      await party.authentication(),
      refreshToken,
      party.http,
    )
    const answer = await oauth.processRefreshTokenResponse(metadata, party.client, response)
    const { tokens, claims } = await verifyTokens(party, response, answer)
    return {
      // "The authorization server MAY issue a new refresh token" (RFC 6749 §6): else the old one goes on.
      tokens: { refreshToken, ...tokens },
      ...(claims && { claims }),
    }
  })
}
