/** Who is signed in on this page: tokens in its memory alone, which die with it, and serve with the key alone. */
import type { SignedIn } from '../callback.ts'
import { AmphoraError } from '../errors.ts'
import { createRefresher } from '../refresh.ts'
import type { RelyingParty } from '../relying_party.ts'
import type { IdTokenClaims, Tokens } from '../tokens.ts'
import { fetchBound, type BoundRequest } from './bound_fetch.ts'
import { withNonce } from './nonce.ts'

/** Refreshed this much before it expires, so that it does not expire on its way. */
const EARLY_SECONDS = 10

export interface BoundSession {
  begin(signedIn: SignedIn): void
  /** The tokens that were held, which nobody holds from then on. */
  end(): Tokens | undefined
  claims(): IdTokenClaims | undefined
  /** One that is still good. @throws AmphoraError `signed_out` */
  accessToken(): Promise<string>
  fetch(url: string | URL, init?: BoundRequest): Promise<Response>
}

export function createBoundSession(party: RelyingParty): BoundSession {
  const refresh = createRefresher(party)
  let current: SignedIn | undefined

  const accessToken = async (): Promise<string> => {
    const held = current
    if (!held) throw signedOut('nobody has signed in')
    if (isFresh(held.tokens)) return held.tokens.accessToken
    const { refreshToken } = held.tokens
    if (refreshToken === undefined) throw signedOut('the access token has expired')
    const { tokens } = await withNonce(() => refresh(refreshToken, held.claims.sub))
    // Whoever has signed out meanwhile stays so.
    if (current === held) current = { ...held, tokens: { ...held.tokens, ...tokens } }
    return tokens.accessToken
  }

  return {
    begin: (signedIn) => {
      current = signedIn
    },
    end() {
      const tokens = current?.tokens
      current = undefined
      return tokens
    },
    claims: () => current?.claims,
    accessToken,
    async fetch(url, request) {
      const token = await accessToken()
      return withNonce(() => fetchBound(party, token, new URL(url), request))
    },
  }
}

const isFresh = ({ expiresAt }: Tokens): boolean => Date.now() / 1000 < expiresAt - EARLY_SECONDS

const signedOut = (description: string) => new AmphoraError('signed_out', description)
