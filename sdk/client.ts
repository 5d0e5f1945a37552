/**
 * `amphora-idp/client`: everything an app needs to let people sign in through Amphora. Only web standards: it runs in
 * Node, workers and wherever else there are `fetch` and WebCrypto. Never in a browser, for it holds the app's secret.
 */
import { createCallbackHandler, type HandleCallback } from './callback.ts'
import { identityOf } from './identity.ts'
import { checkOptions, type ClientOptions } from './options.ts'
import { createRefresher, type Refresh } from './refresh.ts'
import { createRelyingParty } from './relying_party.ts'
import { revoke } from './revoke.ts'
import { signIn, type SignIn, type SignInOptions } from './sign_in.ts'
import { signOutUrl, type SignOutOptions } from './sign_out.ts'
import { fetchUserInfo, type UserInfo } from './userinfo.ts'

export { AmphoraError } from './errors.ts'
export { sealedCookie } from './sealed_cookie.ts'
export { openSession, sealSession } from './sealed_session.ts'
export type { Callback, HandleCallback, SignedIn } from './callback.ts'
export type { AmphoraErrorCode, ClientErrorCode } from './errors.ts'
export type { AuthenticationMethod, ClientOptions, Fetch, PrivateKeySource } from './options.ts'
export type { Refresh, Refreshed } from './refresh.ts'
export type { SealedCookie, SealedCookieOptions } from './sealed_cookie.ts'
export type { Prompt, SignIn, SignInOptions, Transaction } from './sign_in.ts'
export type { SignOutOptions } from './sign_out.ts'
export type { IdTokenClaims, Tokens } from './tokens.ts'
export type { UserInfo } from './userinfo.ts'

/** Every method rejects with an `AmphoraError`. */
export interface AmphoraClient {
  /** Makes a signed request: send the browser to `url`, and keep `transaction` until it comes back. */
  signIn: (options?: SignInOptions) => Promise<SignIn>
  /**
   * Checks the redirect back (state, issuer), exchanges its code and verifies the ID token. Called twice for the same
   * redirect, it exchanges once and gives the same answer. Where the person said no, the error's code is `access_denied`.
   */
  handleCallback: HandleCallback
  /**
   * New tokens for a refresh token; calls at the same time share one exchange.
   *
   * With `claims.sub` of the sign-in as second argument, a new ID token about anyone else is refused.
   */
  refresh: Refresh
  /** What is known about the person; `expectedSub` is `claims.sub` of the sign-in. */
  userinfo: (accessToken: string, expectedSub: string) => Promise<UserInfo>
  /** Gives a token back; a refresh token takes with it all that came of it. */
  revoke: (token: string) => Promise<void>
  /** Where to send the browser to end its session at the provider too. */
  signOutUrl: (options?: SignOutOptions) => Promise<URL>
}

/**
 * Make it once and keep it: it remembers the provider's metadata and keys, and which codes it has exchanged.
 *
 * @throws AmphoraError `configuration_invalid`
 */
export function createClient(options: ClientOptions): AmphoraClient {
  checkOptions(options)
  const party = createRelyingParty(options, identityOf(options))
  return {
    signIn: (how) => signIn(party, how),
    handleCallback: createCallbackHandler(party),
    refresh: createRefresher(party),
    userinfo: (accessToken, expectedSub) => fetchUserInfo(party, accessToken, expectedSub),
    revoke: (token) => revoke(party, token),
    signOutUrl: (how) => signOutUrl(party, how),
  }
}
